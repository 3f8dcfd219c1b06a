import {
  type AskGit,
  checkTarball,
  compareTarball,
  inspectTarball,
  type PreviousPackage,
  readTracked,
  type TarballContents,
  type TarballDifference,
} from "@releaser/checksums";
import type { Git, MovingRelease } from "@releaser/core";
import { failures } from "../failures.ts";
import type { Train } from "./train.ts";

type Checking = Pick<Train, "context" | "git" | "registry" | "release">;

/**
 * Looks at one packed tarball before anything has left the machine: what it is, what is in it, and what it has otherwise than
 * git and than the version before. Warnings are said once.
 * @throws E_TARBALL_WRONG with every problem, E_TARBALL_HOSTILE
 */
export async function checkPacked(train: Checking, one: MovingRelease, file: string): Promise<void> {
  const { context, release } = train;
  const contents = await inspectTarball(file, { oids: release.commit.length === 40 ? "sha1" : "sha256" });
  const differences = await compareWithGit(train, one, contents);
  const problems = [
    ...checkTarball(contents, { name: one.name, version: one.to }),
    ...differences.filter(({ level }) => level === "error").map(({ at, message }) => `${at} ${message}`),
  ];
  if (problems.length > 0) throw failures.E_TARBALL_WRONG({ name: one.name, problems });
  for (const { at, message } of differences.filter(({ level }) => level === "warning")) {
    context.notice(`${one.name}: ${at} ${message}`);
  }
}

async function compareWithGit(
  train: Checking,
  { name, dir, from }: MovingRelease,
  contents: TarballContents,
): Promise<readonly TarballDifference[]> {
  const { context, release } = train;
  const git = toAskGit(train.git.in(release.checkout));
  const tracked = await readTracked(git, { commit: release.commit, dir }, contents);
  if (tracked === undefined) return [];
  const previous = await versionBefore(train, git, { name, dir, from, contents });
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
  { registry, release }: Checking,
  git: AskGit,
  { name, dir, from, contents }: Pick<MovingRelease, "dir" | "from" | "name"> & { readonly contents: TarballContents },
): Promise<PreviousPackage | undefined> {
  const scripts = (await registry.packument(name))?.versions[from]?.scripts;
  const isNative = contents.entries.some(({ path }) => path === "package/binding.gyp");
  if (scripts !== undefined && !isNative) return { version: from, manifest: { scripts } };
  const train = release.plan.train?.from;
  for (const tag of [`${name}@${from}`, ...(train === undefined || train === null ? [] : [`v${train}`])]) {
    const tagged = await readTracked(git, { commit: `refs/tags/${tag}`, dir }, { entries: [] });
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
