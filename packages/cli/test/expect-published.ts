import { join } from "node:path";
import { startProgram } from "@releaser/testkit";
import { expect } from "vitest";
import { outside, pageFolder, publications, type ReleaseWorld, sha256Of } from "./release-world.ts";

const tags = ["refs/tags/@acme/cli@1.4.1", "refs/tags/@acme/core@1.3.0", "refs/tags/v1.5.0"];

const tarballs = [
  { name: "acme-cli-1.4.1.tgz", served: "@acme/cli/cli-1.4.1.tgz" },
  { name: "acme-core-1.3.0.tgz", served: "@acme/core/core-1.3.0.tgz" },
];

/** What lies on the release page of v1.5.0 before it is announced. */
export const staged: readonly string[] = [
  "1.5.0.intoto.json",
  "1.5.0.txt",
  ...tarballs.map(({ name }) => name),
  "body.md",
  "dist-tags.json",
  "evidence.json",
  "notes.md",
  "plan.json",
  "release.json",
].map((name) => `v1.5.0/${name}`);

/** Nothing is missing anywhere, and everything agrees with everything else, by tools that are not ours and by `verify`. */
export async function expectPublished(it: ReleaseWorld): Promise<void> {
  const { refs, page } = outside(it);
  const origin = join(it.place, "origin.git");
  const onOrigin = (...args: readonly string[]): string => it.repo.git("--git-dir", origin, ...args);
  const commit = onOrigin("log", "--format=%H", "--diff-filter=A", "main", "--", "release/plan.json");
  expect(refs.filter((ref) => ref.endsWith("^{}"))).toEqual(tags.map((tag) => `${commit}\t${tag}^{}`));
  for (const tag of tags) {
    const name = tag.replace("refs/tags/", "");
    onOrigin("-c", `gpg.ssh.allowedSignersFile=${join(it.repo.dir, ".github/allowed_signers")}`, "verify-tag", name);
    expect(onOrigin("cat-file", "tag", tag)).toContain(`\nChecksums-SHA256: ${page["v1.5.0/1.5.0.txt"]}\n`);
  }

  expect(Object.keys(page)).toEqual(staged);
  const sums = startProgram(["sha256sum", "-c", "--strict", "1.5.0.txt"], { cwd: pageFolder(it) });
  expect(await sums.done).toMatchObject({ code: 0, stdout: expect.stringContaining("plan.json: OK") as string });
  for (const { name, served } of tarballs) {
    expect(sha256Of(join(it.place, "registry/storage", served))).toBe(page[`v1.5.0/${name}`]);
  }
  expect([Object.keys(publications(it, "@acme/core")), Object.keys(publications(it, "@acme/cli"))]).toEqual([
    ["1.3.0"],
    ["1.4.1"],
  ]);
  expect(await it.status(["verify", "1.5.0"])).toMatchObject({ verb: "verify", ok: true, commit });
}
