import type { Contract } from "./contract.ts";

/** The four manifest fields through which one package depends on another. */
export type DependencyField = "dependencies" | "devDependencies" | "optionalDependencies" | "peerDependencies";

/** A place in a file. `file` is relative to the workspace root with `/`; `pointer` is an RFC 6901 JSON pointer; lines and columns count from 1. */
export interface Location {
  readonly file: string;
  readonly pointer?: string;
  readonly line?: number;
  readonly column?: number;
  /** What stands there, as written, where it is one text. */
  readonly value?: string;
}

/** How a dependency is written before its range: `workspace:^`, `catalog:`, `npm:other@^1`, `link:../x`, a git or http address. */
export type DependencyProtocol = "catalog" | "file" | "git" | "link" | "npm" | "semver" | "tag" | "url" | "workspace";

/**
 * One entry of a dependency field. A trap: `name`, `field`, `protocol`, `range` and `at` may be getters of a prototype, so a copy by
 * spreading, `Object.keys` and `JSON.stringify` lack them, while destructuring has them.
 */
export interface Dependency {
  /** The package that it resolves to: the target of an alias, otherwise the key. */
  readonly name: string;
  /** The key in the manifest; differs from `name` under an alias. */
  readonly key: string;
  readonly field: DependencyField;
  /** As written. */
  readonly raw: string;
  readonly protocol: DependencyProtocol;
  /**
   * The semver range that it stands for, after `workspace:`, `catalog:` and alias: `workspace:^`, `workspace:~` and
   * `workspace:*` stand for whatever the workspace has and give `*`. Undefined where there is none (a link, an address, a dist-tag).
   */
  readonly range: string | undefined;
  /** Where the value that a mend would change stands: the manifest, or the catalog's line. */
  readonly at: Location;
}

/** The manifest as parsed, with the fields that Releaser reads given their types. */
export interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly private?: boolean | string;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly publishConfig?: Readonly<Record<string, unknown>>;
  readonly packageManager?: string;
  readonly [field: string]: unknown;
}

/** One folder with a `package.json`. */
export interface Package {
  readonly name: string;
  /** As written, valid semver or not; undefined where the manifest states none. */
  readonly version: string | undefined;
  /** True for `true` and for the string `"true"`, as npm takes it. */
  readonly private: boolean;
  /** Relative to the root with `/`; `.` for the root itself. */
  readonly dir: string;
  /** `root`: the root manifest; `member`: matched by the workspace globs; `outside`: a dot directory that the globs leave out. */
  readonly role: "member" | "outside" | "root";
  readonly manifestFile: string;
  readonly manifest: Manifest;
  readonly dependencies: readonly Dependency[];
}

/** One file of `.changeset` that states an intent. */
export interface Changeset {
  readonly id: string;
  readonly file: string;
  readonly summary: string;
  readonly releases: readonly ChangesetRelease[];
}

export interface ChangesetRelease {
  readonly name: string;
  readonly type: "major" | "minor" | "none" | "patch";
  readonly at: Location;
}

/** Input that could not be read as what it should be. Rules turn it into findings. */
export interface InvalidInput {
  readonly at: Location;
  readonly reason: string;
}

/** The pre state, in one shape for both majors of Changesets. */
export interface PreState {
  readonly mode: "exit" | "pre";
  readonly tag: string;
  readonly initialVersions: Readonly<Record<string, string>>;
  /** Ids that the pre versions have listed already. */
  readonly changesets: readonly string[];
}

/** The members of `.changeset/config.json` that Releaser reads; the whole document is in `raw`. */
export interface ChangesetsConfig {
  readonly baseBranch: string;
  readonly access: "public" | "restricted";
  /** Groups as resolved names; patterns that match nothing stay as they are. */
  readonly fixed: readonly (readonly string[])[];
  readonly linked: readonly (readonly string[])[];
  readonly ignore: readonly string[];
  readonly privatePackages: { readonly version: boolean; readonly tag: boolean };
  /** Private packages that are versioned although `privatePackages.version` is off, because their group is. */
  readonly movedPrivates?: readonly string[];
  readonly raw: Readonly<Record<string, unknown>>;
}

/** What `.changeset` holds; undefined in a workspace that has no such folder. */
export interface ChangesetsState {
  readonly config: ChangesetsConfig;
  readonly changesets: readonly Changeset[];
  readonly pre: PreState | undefined;
  readonly invalid: readonly InvalidInput[];
  /** Names that Changesets will not version: ignored, private under the config, or without version. `.sentinel` is never among them unless it has no version. */
  readonly skipped: ReadonlySet<string>;
  /** Folders of members that Changesets' own reading of the workspace globs leaves out. */
  readonly unseen?: ReadonlySet<string>;
}

/** Which Changesets plans: the target's own where it has one, ours otherwise. */
export interface Planner {
  readonly name: string;
  readonly version: string;
  readonly from: "bundled" | "workspace";
}

/** Who owns the train's version, and what it is now. */
export interface TrainState {
  /** `release/version.txt`, or the manifest that owns it. */
  readonly owner: string;
  readonly version: string;
  /** Where the version was found: the owner itself, the highest fitting tag, or nowhere. */
  readonly source: "none" | "owner" | "tag";
  /** Set where a `v` tag exists whose lineage does not fit the packages. */
  readonly unfit?: string;
}

export interface GitState {
  /** Undefined on a detached HEAD. */
  readonly branch: string | undefined;
  /** Undefined on an unborn branch. */
  readonly head: string | undefined;
  readonly shallow: boolean;
  readonly tags: ReadonlySet<string>;
}

export type PackageManager = "bun" | "npm" | "pnpm" | "yarn";

/** A range, a version or a setting as a file states it, and where. */
export interface Stated {
  readonly raw: string;
  readonly at: Location;
}

/** Entries by catalog and name; the unnamed catalog is `default`. */
export type Catalogs = ReadonlyMap<string, ReadonlyMap<string, Stated>>;

/** What the root forces wherever a package is asked for. */
export interface Override extends Stated {
  /** The package that is forced. */
  readonly name: string;
  /** Only where it is asked for with a range that meets this one: `name@^1`. */
  readonly asked: string | undefined;
  /** Only below this package: `parent>name`, with the parent's range where one is stated. */
  readonly parent: string | undefined;
  /** The semver range that it stands for, after `catalog:`, alias and `$name`; undefined for a folder, an address or a removal. */
  readonly range: string | undefined;
}

/** What the root tells the package manager. Each is undefined where nobody sets it. */
export interface InstallSettings {
  readonly linkWorkspacePackages: Stated | undefined;
  readonly sharedWorkspaceLockfile: Stated | undefined;
  /** A file whose hooks may rewrite manifests before they are locked. */
  readonly hooks: string | undefined;
}

/** The fields that a lockfile keeps specifiers of. */
export type LockedField = Exclude<DependencyField, "peerDependencies">;

/** What a lockfile has for one folder: specifiers by field and key. */
export interface LockedImporter extends Readonly<Record<LockedField, ReadonlyMap<string, string>>> {
  readonly line: number;
}

/** The parts of `pnpm-lock.yaml` that repeat what manifests and catalogs state; each is read when first asked for. */
export interface Locked {
  readonly file: string;
  /** Whether its importers are surely those of these packages and say what their manifests say. A cheap look: no means that only a comparison can tell. */
  readonly repeats: (packages: readonly Package[]) => boolean;
  /** As written: `9.0`. */
  readonly version: string | undefined;
  /** By folder, relative to the root, `.` for the root. Undefined where the lockfile is of a format without. */
  readonly importers: ReadonlyMap<string, LockedImporter> | undefined;
  /** Specifiers by catalog and name, of the entries in use. */
  readonly catalogs: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Why it cannot be read, if so. */
  readonly invalid: readonly InvalidInput[];
}

/** Which kind of place states a tool's version. `engines` says what is admitted, every other one what is used. */
export type PinKind = "devEngines" | "engines" | "file" | "packageManager" | "volta" | "workflow" | "workspace";

/** A place that states which version of Node, or of a package manager, runs here. */
export interface Pin extends Stated {
  readonly tool: PackageManager | "node";
  readonly kind: PinKind;
  /** The folder that it speaks for; `.` for all of the repository. */
  readonly dir: string;
  /** The semver range that it stands for: `20` and `lts/iron` give `20`; undefined for `lts/*`, `latest` and the like. */
  readonly range: string | undefined;
}

/** Why history cannot tell what was released: there is no repository, no commit, only its newest commits, or no tag. */
export type HistoryGap = "no commits" | "no repository" | "no tags" | "shallow clone";

/** One commit, with the files that it changes against its first parent. */
export interface Commit {
  readonly id: string;
  /** The whole message. */
  readonly message: string;
  /** Relative to the root, both sides of a rename. Those outside of the root are left out. */
  readonly files: readonly string[];
}

/** A file as of a tag or commit. */
export interface FileAt {
  /** A tag's name, or a commit's id. */
  readonly ref: string;
  /** Relative to the root. */
  readonly file: string;
}

/** What git remembers, read when first asked for and kept. Where git cannot say, each answer is empty; `gap` tells why. */
export interface History {
  readonly gap: HistoryGap | undefined;
  /** The tags among the ancestors of HEAD. */
  readonly mergedTags: () => ReadonlySet<string>;
  /** The texts of many files at once, in their order; undefined for one that was not there. One question costs as much as thousands. */
  readonly textsAt: (wanted: readonly FileAt[]) => readonly (string | undefined)[];
  /** The files below a folder as of a tag or commit, relative to the root. */
  readonly filesAt: (ref: string, dir: string) => readonly string[];
  /** The files of a name in any folder that hold a text as of a tag or commit, relative to the root; undefined where git cannot say. */
  readonly filesWith: (ref: string, name: string, text: string) => readonly string[] | undefined;
  /** What HEAD has and a tag or commit has not, newest first; merges are left out. */
  readonly since: (ref: string) => readonly Commit[];
  /** The commit where the branch left the configured base branch; undefined on that branch itself, and where it is not known here. */
  readonly base: () => string | undefined;
}

/** A repository as read once: plain data, frozen, relative to `root`. What costs time and few ask for is read when first asked for. */
export interface Workspace {
  readonly root: string;
  readonly packageManager: PackageManager | undefined;
  /** A lockfile that holds something, relative to the root; an empty or header-only one counts as none. */
  readonly lockfile: string | undefined;
  /** By name. Of several folders with one name, the first by path. */
  readonly packages: ReadonlyMap<string, Package>;
  /** Every folder by path, the root and duplicates included. */
  readonly members: readonly Package[];
  readonly changesets: ChangesetsState | undefined;
  /** Undefined where `train: false`. */
  readonly train: TrainState | undefined;
  readonly git: GitState | undefined;
  readonly history: () => History;
  readonly catalogs: Catalogs;
  readonly overrides: readonly Override[];
  readonly settings: InstallSettings;
  /** Workspace globs, exclusions aside, that match no folder with a manifest. */
  readonly idleGlobs: readonly Stated[];
  /** What `pnpm-lock.yaml` repeats; undefined where `lockfile` is another or none. */
  readonly locked: () => Locked | undefined;
  /** Every place that pins Node or a package manager: by folder, the root's own files and workflows first. */
  readonly pins: () => readonly Pin[];
  /** The contracts of `.sentinel/contracts`, by file. */
  readonly contracts: () => readonly Contract[];
  /** The same as of tags or commits, in the order of what is wanted; undefined for one that was not there. */
  readonly contractsAt: (wanted: readonly FileAt[]) => readonly (Contract | undefined)[];
  /** The names of the files in `release/checksums`. */
  readonly checksumFiles: () => readonly string[];
  /** Manifests and workspace files that could not be read. */
  readonly invalid: readonly InvalidInput[];
}
