import {
  type AskGit,
  checkTarball,
  compareTarball,
  inspectTarball,
  openTracked,
  type PreviousPackage,
  type TarballContents,
  type TarballDifference,
  type TrackedCommit,
} from "@releaser/checksums";
import type { Git, MovingRelease } from "@releaser/core";
import { failures } from "../failures.ts";
import type { Train } from "./train.ts";

type Checking = Pick<Train, "context" | "git" | "registry" | "release">;

/** Looks at the packed tarball of one package. */
export type CheckPacked = (one: MovingRelease, file: string) => Promise<void>;

/**
 * Looks at packed tarballs before anything has left the machine: what each is, what is in it, and what it has otherwise than git
 * and than the version before. Warnings are said once. What git holds is read once for all of them.
 * @throws E_TARBALL_WRONG with every problem, E_TARBALL_HOSTILE
 */
export function openPackedCheck(train: Checking): CheckPacked {
  const { context, release } = train;
  const git = toAskGit(train.git.in(release.checkout));
  const before = release.plan.train?.from;
  const held: Held = {
    now: openTracked(git, release.commit),
    before: typeof before === "string" ? openTracked(git, `refs/tags/v${before}`) : undefined,
    at: (tag) => openTracked(git, `refs/tags/${tag}`),
  };
  return async (one, file) => {
    const contents = await inspectTarball(file, { oids: release.commit.length === 40 ? "sha1" : "sha256" });
    const differences = await compareWithGit(train, held, { ...one, contents });
    const problems = [
      ...checkTarball(contents, { name: one.name, version: one.to }),
      ...differences.filter(({ level }) => level === "error").map(({ at, message }) => `${at} ${message}`),
    ];
    if (problems.length > 0) throw failures.E_TARBALL_WRONG({ name: one.name, problems });
    for (const { at, message } of differences.filter(({ level }) => level === "warning")) {
      context.notice(`${one.name}: ${at} ${message}`);
    }
  };
}

/** What git holds: at the release, at the train before, and at the tag of one package. */
interface Held {
  readonly now: TrackedCommit;
  readonly before: TrackedCommit | undefined;
  at(tag: string): TrackedCommit;
}

/** A package that moves, with what its tarball has. */
type Packed = Pick<MovingRelease, "dir" | "from" | "name"> & { readonly contents: TarballContents };

async function compareWithGit(train: Checking, held: Held, packed: Packed): Promise<readonly TarballDifference[]> {
  const { context } = train;
  const { name, dir, contents } = packed;
  const tracked = await held.now.readPackage(dir, contents);
  if (tracked === undefined) return [];
  const previous = await versionBefore(train, held, packed);
  return compareTarball(contents, tracked, {
    ...(previous && { previous }),
    newInstallScripts: context.config.artifacts?.newInstallScripts?.includes(name) ?? false,
  });
}

/**
 * The version before as the registry has it; where it does not, as its tag has it; undefined where neither is there. The registry
 * tells no files, so where one implies a script they are those that its tag has, which stand for what was packed then.
 */
async function versionBefore(
  { registry }: Checking,
  held: Held,
  { name, dir, from, contents }: Packed,
): Promise<PreviousPackage | undefined> {
  const scripts = (await registry.packument(name))?.versions[from]?.scripts;
  const isNative = contents.entries.some(({ path }) => path === "package/binding.gyp");
  if (scripts !== undefined && !isNative) return { version: from, manifest: { scripts } };
  for (const commit of [held.at(`${name}@${from}`), held.before]) {
    const tagged = await commit?.readPackage(dir, { entries: [] });
    if (tagged === undefined) continue;
    const manifest = scripts === undefined ? tagged.manifest : { scripts };
    return { version: from, manifest, paths: [...tagged.files.keys()] };
  }
  return scripts && { version: from, manifest: { scripts } };
}

function toAskGit(git: Git): AskGit {
  return async (args, { index } = {}) => {
    const env = index === undefined ? {} : { GIT_INDEX_FILE: index };
    const { code, stdout } = await git.run(args, { accept: [0, 1, 128, 129], env });
    return code === 0 ? stdout : undefined;
  };
}
