import { parse } from "jsonc-parser";
import { isRecord } from "@releaser/core";
import { editJson, renderJson } from "../edit-json.ts";
import { setupFiles } from "../facts.ts";
import type { SetupPart } from "../setup.ts";

const wanted = { changeset: "changeset", releaser: "releaser" } as const;

/** The two commands as scripts of the root, each where there is none of that name; a manifest for a root without one. */
export const scripts: SetupPart = ({ texts }) => {
  const file = setupFiles.manifest;
  const before = texts.get(file);
  if (before === undefined) {
    const after = renderJson({ private: true, scripts: wanted });
    return { file, before, after, why: "the root needs a manifest, with the commands as scripts" };
  }
  const manifest: unknown = parse(before);
  const stated = isRecord(manifest) && isRecord(manifest["scripts"]) ? manifest["scripts"] : {};
  const missing = Object.entries(wanted).filter(([name]) => stated[name] === undefined);
  if (missing.length === 0) return undefined;
  const edits = missing.map(([name, value]) => ({ path: ["scripts", name], value }));
  const named = missing.map(([name]) => `\`${name}\``).join(" and ");
  return {
    file,
    before,
    after: editJson(before, edits),
    why: `${named} as ${missing.length === 1 ? "a script" : "scripts"} of the root`,
  };
};
