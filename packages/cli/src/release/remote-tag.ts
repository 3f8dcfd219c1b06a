import { parseTrailers, type Git, ReleaserError, trailerValues } from "@releaser/core";
import { failureOf, verifyTag } from "@releaser/provenance";
import type { Train } from "./train.ts";

/** The object that a remote's tag points to; undefined where it has none. */
export async function remoteTag(git: Git, remote: string, tag: string): Promise<string | undefined> {
  const ref = `refs/tags/${tag}`;
  const listed = await git.text(["ls-remote", "--tags", "--end-of-options", remote, ref]);
  // Git matches the end of a name, so others may be listed too, and before it.
  return listed
    .split("\n")
    .map((line) => line.split("\t"))
    .find(([, name]) => name === ref)?.[0];
}

/** The names of all tags that a remote has. */
export async function remoteTags(git: Git, remote: string): Promise<ReadonlySet<string>> {
  const listed = await git.text(["ls-remote", "--tags", "--refs", "--end-of-options", remote]);
  return new Set(listed.split("\n").flatMap((line) => /\trefs\/tags\/(.+)$/u.exec(line)?.[1] ?? []));
}

/** The object of a tag here; undefined where there is none. */
export async function localTag(git: Git, tag: string): Promise<string | undefined> {
  const found = await git.run(["rev-parse", "--quiet", "--verify", "--end-of-options", `refs/tags/${tag}`], {
    accept: [0, 1, 128],
  });
  return found.code === 0 ? found.stdout.trim() : undefined;
}

/** Brings the remote's tag here where it is missing, once it is verified. Throws the `E_TAG_*` of what is wrong; no reference is left then. */
export async function fetchTag(train: TagTrain, tag: string): Promise<void> {
  const { git, context, release, trust } = train;
  const oid = await fetchTagObject(train, tag, await remoteTag(git, train.remote, tag));
  const verified = await verifyTag({ git, exec: context.exec, name: tag, oid, object: release.commit, ...trust });
  const failure = failureOf(verified);
  if (failure !== undefined) throw new ReleaserError(failure);
  if (oid !== undefined) await git.text(["update-ref", `refs/tags/${tag}`, oid, "0".repeat(oid.length)]);
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
  await git.text(["fetch", ...quiet, "--end-of-options", remote, `refs/tags/${tag}`]);
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
