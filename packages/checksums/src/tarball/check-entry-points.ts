import type { TarballContents } from "./inspect-tarball.ts";
import { membersOf } from "./members-of.ts";

/** Whether what a manifest promises is in the tarball. */
export interface EntryPoints {
  /** Something can be loaded or run, and nothing that is promised is absent. */
  readonly installable: boolean;
  /** What is promised and absent, as the manifest writes it; `index.js` where it promises nothing. */
  readonly missing: readonly string[];
}

/** Looks for the files of `main`, `module`, `types`, `bin` and `exports`. A skeleton without sources is not installable, and its bytes are compared instead. */
export function checkEntryPoints({ entries, manifest }: TarballContents): EntryPoints {
  const files = new Set(
    entries.filter(({ type }) => type !== "Directory").map(({ path }) => path.slice("package/".length)),
  );
  const promised = [...new Set([...loose(manifest), ...exact(manifest)])];
  const missing = (promised.length === 0 ? ["index.js"] : promised).filter((target) => !isThere(target, files));
  return { installable: missing.length === 0, missing };
}

function loose(manifest: TarballContents["manifest"]): readonly string[] {
  return [manifest["main"], manifest["module"], manifest["types"], manifest["typings"]].filter(
    (target) => typeof target === "string",
  );
}

function exact(manifest: TarballContents["manifest"]): readonly string[] {
  const { bin, exports } = manifest;
  const bins =
    typeof bin === "string"
      ? [bin]
      : membersOf(bin).flatMap(([, target]) => (typeof target === "string" ? [target] : []));
  return [...bins, ...targets(exports)];
}

/** Every file that any condition leads to; `null` closes a path and leads nowhere, and of a list of fallbacks the first counts. */
function targets(exports: unknown): readonly string[] {
  if (typeof exports === "string") return [exports];
  if (Array.isArray(exports)) return targets(exports[0]);
  return membersOf(exports).flatMap(([, inner]) => targets(inner));
}

const endings = [
  "",
  ".js",
  ".json",
  ".cjs",
  ".mjs",
  ".node",
  ".d.ts",
  "/index.js",
  "/index.cjs",
  "/index.json",
  "/index.d.ts",
];

function isThere(target: string, files: ReadonlySet<string>): boolean {
  const path = target.replace(/^(?:\.\/)+/u, "").replace(/\/+$/u, "");
  const star = path.indexOf("*");
  if (star < 0) {
    return endings.some((ending) =>
      files.has(path === "" || path === "." ? ending.replace(/^\//u, "") : path + ending),
    );
  }
  const [before, after] = [path.slice(0, star), path.slice(star + 1)];
  return [...files].some((file) => file.length >= path.length && file.startsWith(before) && file.endsWith(after));
}
