import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Workspace } from "@releaser/core";
import { toWorkspace } from "@releaser/workspace";
import { memoryFiles } from "./memory-files.ts";
import { type ManifestFields, worldFiles, type WorldState } from "./world-files.ts";

/** What `toWorkspace` takes beside the files; the root is `/world`. */
export type WorldOptions = Partial<Parameters<typeof toWorkspace>[1]>;

/** An immutable builder of a small pnpm workspace: each method gives another world. */
export interface World {
  /** `name@version`, or a name alone for a package that states no version; in `packages/<unscoped name>` unless `dir` says otherwise. */
  pkg(spec: string, fields?: ManifestFields, options?: { readonly dir?: string }): World;
  /** A private `.sentinel`, named in the workspace globs; `undefined` for one that states no version. */
  sentinel(version: string | undefined, fields?: ManifestFields): World;
  /** More fields of the root manifest. */
  root(fields: ManifestFields): World;
  /** A file as it is; wins over what the builder would write there. */
  file(path: string, text: string): World;
  changeset(id: string, releases: Readonly<Record<string, string>>, summary?: string): World;
  /** More members of `.changeset/config.json`; `undefined` for a repository that has none. */
  config(fields: ManifestFields | undefined): World;
  /** The workspace globs, instead of those that follow from the packages' folders. */
  globs(globs: readonly string[]): World;
  /** More entries of the default catalog. */
  catalog(entries: Readonly<Record<string, string>>): World;
  /** Every text by path. */
  files(): ReadonlyMap<string, string>;
  /** As `@releaser/workspace` reads it, from memory. */
  workspace(options?: WorldOptions): Workspace;
  /** Writes every file below a folder, which is made where it is absent, and gives that folder back. */
  write(dir: string): string;
}

/** What `.changeset/config.json` states unless told otherwise: no module, no group, everything public. */
export const changesetsDefaults = {
  changelog: false,
  commit: false,
  fixed: [],
  linked: [],
  access: "public",
  baseBranch: "main",
  updateInternalDependencies: "patch",
  ignore: [],
} as const;

const defaults: WorldState = {
  root: { name: "world", private: true, type: "module", packageManager: "pnpm@12.21.0" },
  packages: new Map(),
  globs: undefined,
  catalog: {},
  config: changesetsDefaults,
  changesets: new Map(),
  files: new Map(),
};

/** The smallest world: a root manifest, an empty workspace file and the configuration of Changesets. */
export function repo(): World {
  return worldOf(defaults);
}

function worldOf(state: WorldState): World {
  const next = (change: Partial<WorldState>): World => worldOf({ ...state, ...change });
  const withPackage = (dir: string, fields: ManifestFields): World =>
    next({ packages: new Map([...state.packages, [dir, fields]]) });
  return {
    pkg: (spec, fields, options) => {
      const named = parseSpec(spec);
      return withPackage(options?.dir ?? `packages/${unscoped(named.name)}`, { ...named, ...fields });
    },
    sentinel: (version, fields) =>
      withPackage(".sentinel", {
        name: "sentinel",
        ...(version !== undefined && { version }),
        private: true,
        ...fields,
      }),
    root: (fields) => next({ root: { ...state.root, ...fields } }),
    file: (path, text) => next({ files: new Map([...state.files, [path, text]]) }),
    changeset: (id, releases, summary = id) =>
      next({ changesets: new Map([...state.changesets, [id, { releases, summary }]]) }),
    config: (fields) => next({ config: fields && { ...state.config, ...fields } }),
    globs: (globs) => next({ globs }),
    catalog: (entries) => next({ catalog: { ...state.catalog, ...entries } }),
    files: () => worldFiles(state),
    workspace: (options) => toWorkspace(memoryFiles(worldFiles(state)), { root: "/world", ...options }),
    write: (dir) => writeFiles(dir, worldFiles(state)),
  };
}

function parseSpec(spec: string): { readonly name: string; readonly version?: string } {
  const at = spec.indexOf("@", 1);
  return at === -1 ? { name: spec } : { name: spec.slice(0, at), version: spec.slice(at + 1) };
}

function unscoped(name: string): string {
  return name.slice(name.indexOf("/") + 1);
}

function writeFiles(dir: string, texts: ReadonlyMap<string, string>): string {
  for (const [path, text] of texts) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
  return dir;
}
