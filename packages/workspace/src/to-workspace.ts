import type { Catalogs, GitState, History, Package, Workspace } from "@releaser/core";
import type { Files } from "./files.ts";
import { noHistory } from "./git/no-history.ts";
import { isManifest, matchGlobs } from "./match-globs.ts";
import { type PrivateMembers, readChangesetsState } from "./changesets/read-changesets-state.ts";
import { readContracts, readContractsAt } from "./contracts/read-contracts.ts";
import { readInstallSettings } from "./lockfile/read-install-settings.ts";
import { readLocked } from "./lockfile/read-locked.ts";
import { readLockfile, readPackageManager } from "./lockfile/read-lockfile.ts";
import { readOverrides } from "./manifests/read-overrides.ts";
import { readPins } from "./manifests/read-pins.ts";
import { readTrainState, type TrainOptions } from "./read-train-state.ts";
import { readWorkspaceFile } from "./read-workspace-file.ts";
import { type ReadPackage, readPackage } from "./manifests/to-package.ts";
import { readJson } from "./parse-json.ts";

export interface WorkspaceOptions {
  /** False where packages are released independently. */
  readonly train?: TrainOptions | false;
  /** What becomes of private members of fixed and linked groups while private packages are not versioned; `refuse` unless told. */
  readonly privateMembers?: PrivateMembers;
  /** The folder whose Changesets plans, where it is not the root itself: a worktree has no `node_modules`. */
  readonly engineRoot?: string;
}

/** What a tree of files alone does not say. */
export interface TreeOptions extends WorkspaceOptions {
  readonly root: string;
  readonly git?: GitState;
  /** The `vX.Y.Z` tags among the ancestors of HEAD; all tags of `git` by default. */
  readonly mergedTags?: () => ReadonlySet<string>;
  /** What git remembers; nothing by default. */
  readonly history?: () => History;
  /** The major of Changesets that plans here; 3 by default. */
  readonly major?: number;
}

/** Dot directories that other tools own: a manifest there is no member. */
const foreign: ReadonlySet<string> = new Set([
  ".changeset",
  ".devcontainer",
  ".git",
  ".github",
  ".gitlab",
  ".husky",
  ".idea",
  ".next",
  ".npm",
  ".nx",
  ".pnpm-store",
  ".releaser",
  ".svelte-kit",
  ".turbo",
  ".vscode",
  ".yarn",
]);

/** A repository from a tree of files, its paths relative to the root: a frozen object, some of which is worked out when it is asked for. Reads only what the workspace names; throws nothing for bad content. */
export function toWorkspace(files: Files, options: TreeOptions): Workspace {
  const root = readJson(files, "package.json");
  const file = readWorkspaceFile(files, root?.value ?? {});
  const globs = file.globs ?? [];
  const { dirs, unseen, idle } = matchGlobs(
    files,
    globs.map(({ raw }) => raw),
  );
  const read = readMembers(files, dirs, file.catalogs);
  const members = read.flatMap((one) => one.package ?? []).toSorted((a, b) => (a.dir < b.dir ? -1 : 1));
  const manifest = root?.value ?? {};
  const packageManager = readPackageManager(files, manifest["packageManager"]);
  const lockfile = readLockfile(files, packageManager);
  const history = once(options.history ?? (() => noHistory));
  return Object.freeze({
    root: options.root,
    packageManager,
    lockfile,
    packages: byName(members),
    members: Object.freeze(members),
    changesets: readChangesetsState(files, { ...options, members, unseen, major: options.major ?? 3 }),
    train:
      options.train === false
        ? undefined
        : readTrainState(files, options.train ?? {}, {
            members,
            mergedTags: options.mergedTags ?? (() => options.git?.tags ?? new Set()),
          }),
    git: options.git,
    history,
    catalogs: file.catalogs,
    overrides: readOverrides({
      manager: packageManager,
      manifest,
      workspace: file.overrides,
      catalogs: file.catalogs,
    }),
    settings: readInstallSettings(files, file.settings),
    idleGlobs: globs.filter(({ raw }) => idle.has(raw)),
    locked: once(() => (lockfile === "pnpm-lock.yaml" ? readLocked(files, lockfile) : undefined)),
    pins: once(() => readPins(files, { members, settings: file.settings })),
    contracts: once(() => readContracts(files)),
    contractsAt: readContractsAt(history),
    checksumFiles: once(() => listFiles(files, "release/checksums")),
    invalid: [...file.invalid, ...read.flatMap(({ invalid }) => invalid)],
  });
}

function listFiles(files: Files, dir: string): readonly string[] {
  const found = files.list(dir).filter(({ kind }) => kind === "file");
  return found.map(({ name }) => name).toSorted();
}

function once<Value>(read: () => Value): () => Value {
  let held: { readonly value: Value } | undefined;
  return () => (held ??= { value: read() }).value;
}

function readMembers(files: Files, dirs: readonly string[], catalogs: Catalogs): readonly ReadPackage[] {
  const matched = new Set(dirs.filter((dir) => dir !== "."));
  const outside = files
    .list(".")
    .filter(({ name, kind }) => kind === "dir" && name.startsWith(".") && !foreign.has(name) && !matched.has(name))
    .map(({ name }) => name)
    .filter((dir) => files.list(dir).some(isManifest));
  const hasRoot = files.list(".").some(({ name }) => name === "package.json");
  return [
    ...(hasRoot ? [readPackage(files, { dir: ".", role: "root", catalogs }) ?? unreadable("package.json")] : []),
    ...[...matched].flatMap((dir) => readPackage(files, { dir, role: "member", catalogs }) ?? []),
    ...outside.flatMap((dir) => readPackage(files, { dir, role: "outside", catalogs }) ?? []),
  ];
}

function unreadable(file: string): ReadPackage {
  return { invalid: [{ at: { file }, reason: "is no regular file" }] };
}

/** A package of the workspace wins its name over the root, which in many repositories has the name of its main package. */
function byName(members: readonly Package[]): ReadonlyMap<string, Package> {
  const packages = new Map<string, Package>();
  const add = (member: Package): void => {
    if (member.name !== "" && !packages.has(member.name)) packages.set(member.name, member);
  };
  for (const member of members) if (member.role !== "root") add(member);
  for (const member of members) if (member.role === "root") add(member);
  return packages;
}
