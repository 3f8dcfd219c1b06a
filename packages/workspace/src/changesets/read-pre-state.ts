import type { Changeset, InvalidInput, PreState } from "@releaser/core";
import type { Files } from "../files.ts";
import { isObject, readJson } from "../parse-json.ts";

export interface ReadPre {
  readonly pre: PreState | undefined;
  readonly invalid: readonly InvalidInput[];
}

/** The pre state's file. */
export const preFile = ".changeset/pre.json";

const tagForm = /^[0-9a-z-]+$/iu;

/**
 * The pre state, in one shape for both majors: version 2 lists used changesets and first versions in the file, version 3
 * moves used changesets to `.changeset/pre` and lists nothing.
 */
export function readPreState(files: Files, changesets: readonly Changeset[]): ReadPre {
  const json = readJson(files, preFile);
  if (json === undefined) return { pre: undefined, invalid: [] };
  if (json.value === undefined) return { pre: undefined, invalid: json.invalid };
  const { mode, tag, initialVersions, changesets: listed } = json.value;
  if ((mode !== "pre" && mode !== "exit") || typeof tag !== "string" || !tagForm.test(tag)) {
    const reason = "states no pre mode: `mode` is pre or exit, `tag` a word of letters, digits and -";
    return { pre: undefined, invalid: [...json.invalid, { at: { file: preFile }, reason }] };
  }
  const moved = changesets.filter(({ id }) => id.startsWith("pre/")).map(({ id }) => id);
  const pre: PreState = {
    mode,
    tag,
    initialVersions: texts(initialVersions),
    changesets: [...textsOf(listed), ...moved],
  };
  return { pre, invalid: json.invalid };
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

function texts(value: unknown): Readonly<Record<string, string>> {
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
