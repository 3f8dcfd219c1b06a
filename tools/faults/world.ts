import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { cleanEnv } from "@releaser/testkit";
import type { GitHubState } from "@releaser/testkit/github";
import type { RegistryState } from "@releaser/testkit/lab";

/** All that a release leaves in the world, as lines that tell any change. The times at which a registry received something are left out. */
export type WorldLines = readonly string[];

/** Reads the world of one run. What was published twice is a line of its own. */
export function readWorld(dir: string, registry: RegistryState, hub: GitHubState): WorldLines {
  return [...refs(dir), ...published(registry), ...page(join(dir, "releases")), ...releases(hub)].toSorted();
}

/** What one world has and the other does not, for people; empty where they are the same. */
export function differences(expected: WorldLines, found: WorldLines): readonly string[] {
  const [there, here] = [new Set(expected), new Set(found)];
  return [
    ...expected.filter((line) => !here.has(line)).map((line) => `missing: ${line}`),
    ...found.filter((line) => !there.has(line)).map((line) => `too much: ${line}`),
  ];
}

function refs(dir: string): readonly string[] {
  const args = ["--git-dir", join(dir, "origin.git"), "for-each-ref", "--format=ref %(refname) %(objectname)"];
  return execFileSync("git", args, { encoding: "utf8", env: cleanEnv() }).trim().split("\n");
}

function published({ packages, tarballs, published: taken }: RegistryState): readonly string[] {
  const versions = Object.values(packages).flatMap(({ name, versions: all, distTags, access }) => [
    ...Object.entries(all).map(([version, manifest]) => `npm ${name}@${version} ${JSON.stringify(manifest)}`),
    `npm ${name} ${access} ${JSON.stringify(distTags)}`,
  ]);
  const bytes = Object.entries(tarballs).map(([file, text]) => `npm ${file} ${sha256(text)}`);
  const twice = taken.filter((id, index) => taken.indexOf(id) !== index).map((id) => `published twice: ${id}`);
  return [...versions, ...bytes, ...twice];
}

function page(dir: string): readonly string[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => `page ${relative(dir, file)} ${sha256(readFileSync(file))}`);
}

/** Ids are left out: they tell how often something was tried. */
function releases({ repositories }: GitHubState): readonly string[] {
  return Object.values(repositories).flatMap((repository) =>
    repository.releases.flatMap(({ id, assets, tag, ...release }) => [
      `github ${tag} ${JSON.stringify({ ...release, latest: repository.latest === id })}`,
      ...assets.map(({ name, state, bytes }) => `github ${tag} ${name} ${state} ${sha256(bytes)}`),
    ]),
  );
}

function sha256(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("hex");
}
