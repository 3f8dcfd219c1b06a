import { parse } from "jsonc-parser";
import { isRecord } from "@releaser/core";
import { applyEdits } from "@releaser/skew/fix";
import { editJson } from "../edit-json.ts";
import { setupFiles } from "../facts.ts";
import type { SetupPart } from "../setup.ts";

const plugin = "@releaser/nx";

/** Our plugin of nx, where nx is. */
export const nxPlugin: SetupPart = ({ texts }) => {
  const file = setupFiles.nx;
  const before = texts.get(file);
  const config: unknown = before === undefined ? undefined : parse(before);
  if (before === undefined || !isRecord(config)) return undefined;
  const listed: readonly unknown[] = Array.isArray(config["plugins"]) ? config["plugins"] : [];
  if (listed.some((one) => nameOf(one) === plugin)) return undefined;
  const after =
    listed.length === 0
      ? editJson(before, [{ path: ["plugins"], value: [plugin] }])
      : applyEdits(file, before, [{ pointer: `/plugins/${listed.length}`, value: plugin }]);
  return { file, before, after, why: "skew before every build, a cached tarball per package" };
};

/** A plugin is named by itself, or beside its options. */
function nameOf(entry: unknown): unknown {
  return isRecord(entry) ? entry["plugin"] : entry;
}
