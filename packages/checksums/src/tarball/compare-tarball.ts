import { safeLine } from "@releaser/core";
import { compareManifest } from "./compare-manifest.ts";
import { installScriptsOf } from "./install-scripts.ts";
import type { TarballContents } from "./inspect-tarball.ts";
import { membersOf } from "./members-of.ts";

/** A package as git holds it at a commit. */
export interface TrackedPackage {
  /** Git's names of the contents, by path below the package's folder. */
  readonly files: ReadonlyMap<string, string>;
  /** The same of the files beside the root's manifest: packers copy a licence from there. */
  readonly rootFiles: ReadonlyMap<string, string>;
  /** Files that git writes otherwise than it holds them (filters, line ends), so that bytes tell nothing. */
  readonly converted: ReadonlySet<string>;
  /** Its `package.json`. */
  readonly manifest: Readonly<Record<string, unknown>>;
}

/** What a tarball has otherwise than git. An error must not be published; a warning is for a person to look at; information is what building does. */
export interface TarballDifference {
  readonly level: "error" | "info" | "warning";
  /** Path within the package, or a field of its `package.json` as `package.json#bin`. */
  readonly at: string;
  readonly message: string;
}

/** A package as it was published before. */
export interface PreviousPackage {
  readonly version: string;
  readonly manifest: Readonly<Record<string, unknown>>;
  /** Of its files, within the package; undefined where they are not known. */
  readonly paths?: readonly string[] | undefined;
}

export interface CompareTarballOptions {
  /** What was published before. An install script that it did not have is an error. */
  readonly previous?: PreviousPackage;
  /** Whether somebody has looked at install scripts that are new, and wants them. */
  readonly newInstallScripts?: boolean;
}

/** Compares a tarball, inspected with `oids`, with what git holds of its package. What packing itself changes is no difference. */
export function compareTarball(
  contents: TarballContents,
  tracked: TrackedPackage,
  options: CompareTarballOptions = {},
): readonly TarballDifference[] {
  return [
    ...compareFiles(contents, tracked),
    ...compareManifest(contents.manifest, tracked.manifest),
    ...compareScripts(contents, tracked),
    ...(options.previous === undefined ? [] : compareWithPrevious(contents, options.previous, options)),
  ];
}

function compareFiles({ entries }: TarballContents, tracked: TrackedPackage): readonly TarballDifference[] {
  const root = packedFolder(tracked.manifest);
  const listed = Array.isArray(tracked.manifest["files"]);
  return entries
    .filter(({ oid, path }) => oid !== undefined && path !== "package/package.json")
    .flatMap(({ path, oid }): readonly TarballDifference[] => {
      const at = path.slice("package/".length);
      const file = `${root}${at}`;
      const held = tracked.files.get(file);
      const shown = safeLine(at);
      if (held === oid || (held === undefined && tracked.rootFiles.get(at) === oid)) return [];
      if (held === undefined) {
        return [
          listed || root !== ""
            ? { level: "info", at: shown, message: "is built: git does not hold it" }
            : { level: "warning", at: shown, message: "is neither tracked nor named by `files`" },
        ];
      }
      return tracked.converted.has(file)
        ? [{ level: "info", at: shown, message: "has other bytes than git holds, which converts it" }]
        : [
            {
              level: "error",
              at: shown,
              message: `is tracked, and has other bytes than git holds (${held.slice(0, 12)})`,
            },
          ];
    });
}

/** The folder that is packed in place of the package's own, with its slash; empty where it is the package's own. */
export function packedFolder(manifest: TrackedPackage["manifest"]): string {
  const directory = new Map(membersOf(manifest["publishConfig"])).get("directory");
  const plain = typeof directory === "string" ? directory.replace(/^(?:\.\/)+/u, "").replace(/\/+$/u, "") : "";
  return plain === "" || plain === "." ? "" : `${plain}/`;
}

function compareScripts(contents: TarballContents, tracked: TrackedPackage): readonly TarballDifference[] {
  const held = installScriptsOf(tracked.manifest, [...tracked.files.keys()]);
  return [...installScriptsOf(contents.manifest, pathsOf(contents))]
    .filter(([name, script]) => held.get(name) !== script)
    .map(([name]) => ({ level: "error", at: scriptField(name), message: "is not the install script that git holds" }));
}

/** The install scripts of a tarball that the version before did not have. */
export function compareWithPrevious(
  contents: TarballContents,
  { version, manifest, paths }: PreviousPackage,
  { newInstallScripts = false }: Pick<CompareTarballOptions, "newInstallScripts"> = {},
): readonly TarballDifference[] {
  const before = installScriptsOf(manifest, paths ?? []);
  // Whether a script is new that a file implies cannot be told where the files before are not known.
  const scripts = installScriptsOf(contents.manifest, paths === undefined ? [] : pathsOf(contents));
  const level = newInstallScripts ? "info" : "error";
  return [...scripts.keys()]
    .filter((name) => !before.has(name))
    .map((name) => ({ level, at: scriptField(name), message: `is an install script that ${version} did not have` }));
}

/** The paths of a tarball's entries within the package. */
export function pathsOf({ entries }: Pick<TarballContents, "entries">): readonly string[] {
  return entries.map(({ path }) => path.slice("package/".length));
}

function scriptField(script: string): string {
  return `package.json#scripts.${script}`;
}
