import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { openEmbeddedRegistry } from "@releaser/publishers/embedded-registry";
import {
  gitRepo,
  openGitRepo,
  openTempDir,
  releaser,
  removeDir,
  startReleaser,
  tempDir,
  throwawayKey,
  type GitRepo,
  type ReleaserResult,
  type RunningReleaser,
} from "@releaser/testkit";
import { afterAll, expect, onTestFinished } from "vitest";
import type { StatusDocument } from "../src/status-document.ts";
import { statusIn } from "./documents.ts";
import { outgoing } from "./worlds.ts";

/** A repository with everything that a release goes out to: a bare remote, a release page, a registry, a key. */
export interface ReleaseWorld {
  /** The folder that holds all of it. */
  readonly place: string;
  readonly repo: GitRepo;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Runs the command line in the repository, or in another clone. */
  run(args: readonly string[], options?: RunOptions): Promise<ReleaserResult>;
  /** The same with `--json`: its one document, which fits its contract and states the exit code. */
  status(args: readonly string[], options?: RunOptions): Promise<StatusDocument>;
  start(args: readonly string[], options?: RunOptions): RunningReleaser;
  /** Clones the remote beside the repository. */
  clone(name: string): GitRepo;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** A world of its own from a folder that holds `repo` and `origin.git`, with an empty registry. */
async function releaseWorld(template: string, key: string | undefined): Promise<ReleaseWorld> {
  const place = tempDir();
  cpSync(template, place, { recursive: true });
  const origin = join(place, "origin.git");
  const repo = openGitRepo(join(place, "repo"), origin);
  repo.git("remote", "set-url", "origin", origin);
  const registry = await openEmbeddedRegistry({ dir: join(place, "registry"), names: [], upstream: undefined });
  onTestFinished(() => registry.close());
  const env = {
    NPM_CONFIG_USERCONFIG: registry.userconfig,
    NPM_CONFIG_CACHE: join(place, "npm-cache"),
    RELEASER_SIGNING_KEY: key,
  };
  const within = (options: RunOptions = {}): RunOptions => ({
    cwd: repo.dir,
    ...options,
    env: { ...env, ...options.env },
  });
  return {
    place,
    repo,
    env,
    run: (args, options) => releaser(args, within(options)),
    status: async (args, options) => statusIn(await releaser([...args, "--json"], within(options))),
    start: (args, options) => startReleaser(args, within(options)),
    clone: (name) => {
      const dir = join(place, name);
      repo.git("clone", "--quiet", "-c", "user.name=Tester", "-c", "user.email=tester@example.test", origin, dir);
      return openGitRepo(dir, origin);
    },
  };
}

/** The worlds of one test file. */
export interface OutgoingWorlds {
  /** The key that is trusted. */
  readonly key: string;
  /** A copy of its own, at the version commit, with an empty registry; nothing is signed without a key. */
  open(signingKey?: string): Promise<ReleaseWorld>;
  /** The same for a world that is changed before it is versioned. */
  openChanged(this: void, change: (repo: GitRepo) => void): Promise<ReleaseWorld>;
  /** The same, not versioned: its changesets are pending. */
  openPending(this: void, change: (repo: GitRepo) => void): Promise<ReleaseWorld>;
}

/** Prepares the version commit of {@link outgoing} once, when it is first asked for. */
export function outgoingWorlds(): OutgoingWorlds {
  const shared = openTempDir();
  afterAll(() => removeDir(shared));
  const { key, allowedSigners } = throwawayKey(shared);
  const pending = (dir: string, change?: (repo: GitRepo) => void): GitRepo => {
    mkdirSync(dir);
    const repo = gitRepo(outgoing(readFileSync(allowedSigners, "utf8")), { dir, origin: true });
    change?.(repo);
    return repo;
  };
  const versioned = async (dir: string, change?: (repo: GitRepo) => void): Promise<string> => {
    const repo = pending(dir, change);
    expect(await releaser(["version"], { cwd: repo.dir })).toMatchObject({ code: 0, stderr: "" });
    return dir;
  };
  let made: Promise<string> | undefined;
  return {
    key,
    open: async (signingKey) => await releaseWorld(await (made ??= versioned(join(shared, "versioned"))), signingKey),
    openChanged: async (change) => await releaseWorld(await versioned(join(tempDir(), "changed"), change), key),
    openPending: async (change) => {
      const dir = join(tempDir(), "pending");
      pending(dir, change);
      return await releaseWorld(dir, key);
    },
  };
}

/** All that a release can change outside the repository, as text that tells any change: references, packuments, the page. */
export interface Outside {
  readonly refs: readonly string[];
  /** The registry's own record of each package, which has a new revision after each write. */
  readonly registry: Readonly<Record<string, string>>;
  /** SHA-256 of each file by its path. */
  readonly page: Readonly<Record<string, string>>;
}

export function outside({ place, repo }: ReleaseWorld): Outside {
  return {
    refs: repo.git("ls-remote", join(place, "origin.git")).split("\n"),
    registry: Object.fromEntries(
      filesBelow(join(place, "registry/storage")).filter(([path]) => path.endsWith("/package.json")),
    ),
    page: Object.fromEntries(filesBelow(join(place, "releases")).map(([path, digest]) => [toPagePath(path), digest])),
  };
}

/** `v1.5.0/notes.md`, whether the page is public or the one draft of its tag. */
function toPagePath(path: string): string {
  return path.replace(/^\.drafts\/(?<tag>.+)\.[0-9a-f]{12}\.[0-9a-f]{12}\//u, "$<tag>/");
}

/** The folder of a tag's page: the public one, else its draft, which has to be the only one. */
export function pageFolder({ place }: Pick<ReleaseWorld, "place">, tag = "v1.5.0"): string {
  const open = join(place, "releases", tag);
  if (existsSync(open)) return open;
  const drafts = readdirSync(join(place, "releases/.drafts")).filter((name) => name.startsWith(`${tag}.`));
  expect(drafts).toHaveLength(1);
  return join(place, "releases/.drafts", drafts[0] as string);
}

/** When each version of a package was published, by the registry's own clock. */
export function publications({ place }: ReleaseWorld, name: string): Readonly<Record<string, string>> {
  const file = join(place, "registry/storage", name, "package.json");
  if (!existsSync(file)) return {};
  const { time, versions } = JSON.parse(readFileSync(file, "utf8")) as {
    time: Record<string, string>;
    versions: object;
  };
  return Object.fromEntries(Object.keys(versions).map((version) => [version, time[version] ?? ""]));
}

/** SHA-256 in hex of a file. */
export function sha256Of(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}

function filesBelow(dir: string): readonly (readonly [path: string, sha256: string])[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => [relative(dir, file), sha256Of(file)] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}
