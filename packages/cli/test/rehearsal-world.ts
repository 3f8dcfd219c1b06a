import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { cleanEnv, type GitRepo, openGitRepo } from "@releaser/testkit";
import { expect } from "vitest";
import type { StatusDocument } from "../src/status-document.ts";
import { sha256Of } from "./release-world.ts";

/** A smoke that uses what was installed, and fails where a token reached it. */
export const smokeScript: string = [
  'import { createRequire } from "node:module";',
  'import { join } from "node:path";',
  'import { pathToFileURL } from "node:url";',
  'if (process.env.NPM_TOKEN !== undefined) throw new Error("there is a token");',
  'const require = createRequire(join(process.env.RELEASER_SMOKE_DIR, "index.js"));',
  'const { name } = await import(pathToFileURL(require.resolve("@acme/cli")).href);',
  'if (name !== "core") throw new Error(`@acme/cli says ${name}`);',
  "",
].join("\n");

/** All that a rehearsal must leave alone in the repository that it rehearses. */
export function stateOf({ git }: GitRepo): readonly string[] {
  return [
    git("rev-parse", "HEAD"),
    git("status", "--porcelain", "--ignored"),
    git("for-each-ref"),
    git("worktree", "list"),
    git("config", "--list", "--local"),
  ];
}

/** What a rehearsal of the small world made: its commit, its bytes, its references, when each version was published. */
export interface Made {
  readonly commit: string;
  /** SHA-256 of each tarball as packed, as on the release page and as in the registry's storage. */
  readonly tarballs: readonly (readonly string[])[];
  readonly remote: readonly string[];
  readonly published: Readonly<Record<string, string>>;
}

const packages = [
  { name: "@acme/cli", version: "1.4.1", file: "cli-1.4.1.tgz" },
  { name: "@acme/core", version: "1.3.0", file: "core-1.3.0.tgz" },
] as const;

/** Looks at the place of a finished rehearsal of v1.5.0, with git and sha256sum. Fails where anything is missing or disagrees. */
export function madeIn(place: string): Made {
  const clean = openGitRepo(join(place, "clean"));
  const commit = clean.git("rev-parse", "v1.5.0^{commit}");
  const page = join(place, "releases/v1.5.0");
  const sums = run("sha256sum", ["-c", "--strict", "1.5.0.txt"], page);
  expect(sums.stdout.trim().split("\n")).toEqual(
    ["1.5.0.intoto.json", "acme-cli-1.4.1.tgz", "acme-core-1.3.0.tgz", "notes.md", "plan.json"].map(
      (name) => `${name}: OK`,
    ),
  );
  const remote = openGitRepo(join(place, "remote.git")).git("for-each-ref", "--format=%(refname) %(objecttype)");
  expect(remote.split("\n")).toEqual([
    "refs/heads/main commit",
    "refs/tags/@acme/cli@1.4.1 tag",
    "refs/tags/@acme/core@1.3.0 tag",
    "refs/tags/v1.5.0 tag",
  ]);
  const signers = `gpg.ssh.allowedSignersFile=${join(place, "allowed_signers")}`;
  for (const tag of ["v1.5.0", "@acme/cli@1.4.1", "@acme/core@1.3.0"]) {
    run("git", ["-c", "gpg.format=ssh", "-c", signers, "verify-tag", tag], clean.dir);
    expect(clean.git("rev-parse", `${tag}^{commit}`)).toBe(commit);
  }
  expect(clean.git("cat-file", "tag", "v1.5.0")).toContain(
    `\nChecksums-SHA256: ${sha256Of(join(page, "1.5.0.txt"))}\n`,
  );
  const tarballs = packages.map(({ name, file }) => [
    sha256Of(join(place, "work/.releaser/packed/1.5.0", `acme-${file}`)),
    sha256Of(join(page, `acme-${file}`)),
    sha256Of(join(place, "registry/storage", name, file)),
  ]);
  for (const [packed, ...others] of tarballs) expect(others).toEqual([packed, packed]);
  return { commit, tarballs, remote: remote.split("\n"), published: publishedIn(place) };
}

/** When each version came to the registry, by its own clock; fails where it has others than were planned. */
function publishedIn(place: string): Readonly<Record<string, string>> {
  const times = packages.map(({ name, version }) => {
    const { versions, time } = JSON.parse(
      readFileSync(join(place, "registry/storage", name, "package.json"), "utf8"),
    ) as { readonly versions: object; readonly time: Readonly<Record<string, string>> };
    expect(Object.keys(versions)).toEqual([version]);
    return [name, time[version] ?? ""] as const;
  });
  return Object.fromEntries(times);
}

/** Every tag reference in the clone that releases and in the remote. */
export function tagsIn(place: string): readonly string[] {
  return ["work", "remote.git"]
    .map((dir) => join(place, dir))
    .filter((dir) => existsSync(dir))
    .map((dir) => openGitRepo(dir).git("for-each-ref", "refs/tags"));
}

/** The files of a folder in which a text is found; compressed tarballs and git objects are looked into. */
export function filesWith(dir: string, text: string): readonly string[] {
  const plain = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => contentOf(file).includes(text));
  const objects = ["work", "remote.git", "clean"].filter((name) =>
    run("git", ["cat-file", "--batch-all-objects", "--batch"], join(dir, name)).stdout.includes(text),
  );
  return [...plain, ...objects];
}

function contentOf(file: string): Buffer {
  const bytes = readFileSync(file);
  return file.endsWith(".tgz") ? gunzipSync(bytes) : bytes;
}

/** What a rehearsal left of itself in its place. */
export function resultIn(place: string): StatusDocument {
  return JSON.parse(readFileSync(join(place, "result.json"), "utf8")) as StatusDocument;
}

function run(program: string, args: readonly string[], cwd: string): { readonly stdout: string } {
  const ran = spawnSync(program, args, { cwd, encoding: "utf8", env: cleanEnv(), maxBuffer: 1e9 });
  expect([program, args, ran.status, ran.stderr]).toMatchObject([program, args, 0, expect.anything()]);
  return ran;
}
