import { parseTrailers, type Git, trailerValues } from "@releaser/core";

/** The object that a remote's tag points to; undefined where it has none. */
export async function remoteTag(git: Git, remote: string, tag: string): Promise<string | undefined> {
  const listed = await git.text(["ls-remote", "--tags", "--end-of-options", remote, `refs/tags/${tag}`]);
  return listed === "" ? undefined : listed.split("\t")[0];
}

/** The names of all tags that a remote has. */
export async function remoteTags(git: Git, remote: string): Promise<ReadonlySet<string>> {
  const listed = await git.text(["ls-remote", "--tags", "--refs", "--end-of-options", remote]);
  return new Set(listed.split("\n").flatMap((line) => /\trefs\/tags\/(.+)$/u.exec(line)?.[1] ?? []));
}

/** The object of a tag here; undefined where there is none. */
export async function localTag(git: Git, tag: string): Promise<string | undefined> {
  const found = await git.run(["rev-parse", "--quiet", "--verify", "--end-of-options", `refs/tags/${tag}`], { accept: [0, 1, 128] });
  return found.code === 0 ? found.stdout.trim() : undefined;
}

/** Brings the remote's tag here where it is missing. */
export async function fetchTag(git: Git, remote: string, tag: string): Promise<void> {
  await git.text(["fetch", "--quiet", "--no-tags", remote, `refs/tags/${tag}:refs/tags/${tag}`]);
}

/** What a signed tag here says the SHA-256 of its checksum file is. */
export async function taggedChecksums(git: Git, tag: string): Promise<string | undefined> {
  if ((await localTag(git, tag)) === undefined) return undefined;
  const object = await git.run(["cat-file", "tag", `refs/tags/${tag}`], { accept: [0, 128] });
  if (object.code !== 0) return undefined;
  const [message = ""] = object.stdout.split(/^-----BEGIN /mu);
  return trailerValues(parseTrailers(message), "Checksums-SHA256")[0];
}
