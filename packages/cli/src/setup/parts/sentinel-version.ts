import { parse } from "jsonc-parser";
import { isRecord } from "@releaser/core";
import { editJson } from "../edit-json.ts";
import { setupFiles } from "../facts.ts";
import type { SetupPart } from "../setup.ts";

/** A version for a `.sentinel` that states none: it is always versioned with the train, and without one nothing can be released. */
export const sentinelVersion: SetupPart = ({ texts }) => {
  const file = setupFiles.sentinel;
  const before = texts.get(file);
  const manifest: unknown = before === undefined ? undefined : parse(before);
  if (before === undefined || !isRecord(manifest) || manifest["version"] !== undefined) return undefined;
  const after = editJson(before, [{ path: ["version"], value: "0.0.0", behind: "name" }]);
  return { file, before, after, why: "`.sentinel` is versioned with everything else" };
};
