import { parseTrailers, type Git, ReleaserError, trailerValues } from "@releaser/core";
import { failureOf, readTagRefs, verifyTag } from "@releaser/provenance";
import { askRemote } from "@releaser/publishers";
import type { Train } from "./train.ts";

/** The object that a remote's tag points to; undefined where it has none. */
export async function remoteTag(git: Git, remote: string, tag: string): Promise<string | undefined> {
  const ref = `refs/tags/${tag}`;
  const { stdout: listed } = await askRemote(git, remote, ["ls-remote", "--tags", "--end-of-options", remote, ref]);
  // Git matches the end of a name, so others may be listed too, and before it.
  return listed
    .split("\n")
    .map((line) => line.split("\t"))
    .find(([, name]) => name === ref)?.[0];
}

/** All tags that a remote has, or those of some names, with their objects; a name may hold `*`. */
export async function remoteTags(
  git: Git,
  remote: string,
  names: readonly string[] = [],
): Promise<ReadonlyMap<string, string>> {
  const { stdout: listed } = await askRemote(git, remote, [
    "ls-remote",
    "--tags",
    "--refs",
    "--end-of-options",
    remote,
    ...names.map((name) => `refs/tags/${name}`),
  ]);
  const lines = listed.split("\n").flatMap((line) => {
    const { oid, name } = /^(?<oid>[0-9a-f]+)\trefs\/tags\/(?<name>.+)$/u.exec(line)?.groups ?? {};
    return oid === undefined || name === undefined ? [] : [[name, oid] as const];
  });
  return new Map(lines);
}

/** The object of a tag here; undefined where there is none. */
export async function localTag(git: Git, tag: string): Promise<string | undefined> {
  return (await readTagRefs(git, [tag])).get(tag)?.oid;
}

/**
 * Brings the remote's tags of a release here where they are missing, or where those here lost the race to them: both are verified
 * then, of one commit and one plan, and the remote's count. Throws the `E_TAG_*` of what is wrong with a remote's; it stays away
 * then, and where the one here is another release's, that one stays.
 */
export async function fetchTags(
  train: TagTrain,
  tags: readonly string[],
  there: ReadonlyMap<string, string>,
): Promise<void> {
  const before = await readTagRefs(train.git, tags);
  for (const tag of tags) {
    const oid = there.get(tag);
    const here = before.get(tag)?.oid;
    if (oid !== undefined && oid !== here) await takeTag(train, { tag, oid, here });
  }
}

interface Taken {
  readonly tag: string;
  /** The remote's object. */
  readonly oid: string;
  readonly here: string | undefined;
}

async function takeTag(train: TagTrain, { tag, oid, here }: Taken): Promise<void> {
  await fetchTagObject(train, tag, oid);
  const plan = await verifiedPlan(train, tag, oid);
  if (here !== undefined && (await lostPlan(train, tag, here)) !== plan) return;
  await train.git.text(["update-ref", `refs/tags/${tag}`, oid, here ?? "0".repeat(oid.length)]);
}

/** The plan's digest that a verified tag states. Throws the `E_TAG_*` of what is wrong with it. */
async function verifiedPlan(train: TagTrain, tag: string, oid: string): Promise<string | undefined> {
  const { git, context, release, trust } = train;
  const verified = await verifyTag({ git, exec: context.exec, name: tag, oid, object: release.commit, ...trust });
  const failure = failureOf(verified);
  if (failure !== undefined) throw new ReleaserError(failure);
  return trailerValues(verified.trailers, "Plan-Digest")[0];
}

async function lostPlan(train: TagTrain, tag: string, oid: string): Promise<string | undefined> {
  return await verifiedPlan(train, tag, oid).catch((error: unknown) => {
    if (error instanceof ReleaserError) return undefined;
    throw error;
  });
}

type TagTrain = Pick<Train, "context" | "git" | "release" | "remote" | "trust">;

/** Brings the object that a remote's tag points to here and gives its id; no reference is made. Undefined where the remote has no such tag. */
export async function fetchTagObject(
  { git, remote }: Pick<Train, "git" | "remote">,
  tag: string,
  oid: string | undefined,
): Promise<string | undefined> {
  if (oid === undefined) return undefined;
  const quiet = ["--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--refmap="];
  await askRemote(git, remote, ["fetch", ...quiet, "--end-of-options", remote, `refs/tags/${tag}`]);
  return oid;
}

/** What a signed tag here says the SHA-256 of its checksum file is. */
export async function taggedChecksums(git: Git, tag: string): Promise<string | undefined> {
  if ((await localTag(git, tag)) === undefined) return undefined;
  const object = await git.run(["cat-file", "tag", `refs/tags/${tag}`], { accept: [0, 128] });
  if (object.code !== 0) return undefined;
  const [message = ""] = object.stdout.split(/^-----BEGIN /mu);
  return trailerValues(parseTrailers(message), "Checksums-SHA256")[0];
}
