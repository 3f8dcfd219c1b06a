import type { History } from "@releaser/core";

/** The history of a folder that is in no repository. */
export const noHistory: History = {
  gap: "no repository",
  mergedTags: () => new Set(),
  textsAt: (wanted) => wanted.map(() => undefined),
  filesAt: () => [],
  filesWith: () => undefined,
  since: () => [],
  base: () => undefined,
};
