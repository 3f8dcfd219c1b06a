import { readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { archive, type GitRepo, hostileTarballs } from "@releaser/testkit";
import { expect, test } from "vitest";
import type { StatusDocument } from "../src/status-document.ts";
import { expectPublished } from "./expect-published.ts";
import { outgoingWorlds, outside, publications, sha256Of } from "./release-world.ts";

const { key, open, openChanged } = outgoingWorlds();

/** Puts what lies beside the repository in the place of the tarball that was just packed, as a step of the packer could. */
const postpack = `import { cpSync, existsSync, readdirSync } from "node:fs";
const root = new URL(".", import.meta.url).pathname;
const form = root + "../form.tgz";
const own = existsSync(form) ? readdirSync(root + ".releaser", { recursive: true }) : [];
for (const path of own.filter((one) => one.endsWith("acme-core-1.3.0.tgz"))) cpSync(form, root + ".releaser/" + path);
`;

function change(repo: GitRepo, file: string, edit: (manifest: Record<string, unknown>) => object): void {
  const path = join(repo.dir, file);
  writeFileSync(path, JSON.stringify(edit(JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>)));
}

function replacePacked(repo: GitRepo): void {
  const scripts = { postpack: "node ../../postpack.mjs" };
  change(repo, "packages/core/package.json", (manifest) => ({ ...manifest, scripts }));
  writeFileSync(join(repo.dir, "postpack.mjs"), postpack);
  repo.commit("a step of the packer");
}

const codes = ({ exit, failures }: StatusDocument): readonly unknown[] => [exit, ...failures.map(({ code }) => code)];
const words = ({ failures }: StatusDocument): string => failures.map(({ what, why }) => `${what} ${why}`).join("\n");

test("hostile.38 a tarball that nobody should unpack is refused before anything goes outward, in each form", async () => {
  const it = await openChanged(replacePacked);
  const before = outside(it);
  for (const { form, bytes, says } of hostileTarballs({ name: "@acme/core", version: "1.3.0" })) {
    writeFileSync(join(it.place, "form.tgz"), bytes());
    const there = readdirSync(it.place);
    const ran = await it.status(["publish", "--outward"]);
    expect([form, ...codes(ran), words(ran)]).toEqual([form, 6, "E_TARBALL_HOSTILE", expect.stringContaining(says)]);
    expect([outside(it), readdirSync(it.place)]).toEqual([before, there]);
  }
  rmSync(join(it.place, "form.tgz"));
  expect(await it.run(["publish", "--outward"])).toMatchObject({ code: 0, stderr: "" });
});

test("hostile.39 what is packed beside what git holds is refused with every problem, and nothing goes outward", async () => {
  const it = await openChanged((repo) => {
    change(repo, "packages/core/package.json", (manifest) => ({
      ...manifest,
      files: ["dist", "*"],
      scripts: { prepack: "node ../../prepack.mjs", preinstall: "node ./index.js" },
    }));
    writeFileSync(
      join(repo.dir, "prepack.mjs"),
      'import { writeFileSync } from "node:fs";\nfor (const name of ["server.key", ".env.local", "index.js"]) writeFileSync(name, "x");\n',
    );
    repo.commit("what is packed");
    // The version before had no such script.
    repo.git("tag", "v1.4.0", "HEAD^");
  });
  const before = outside(it);
  const ran = await it.status(["publish", "--outward"]);
  expect(codes(ran)).toEqual([4, "E_TARBALL_WRONG"]);
  for (const problem of [
    "package/server.key looks like a secret",
    "package/.env.local looks like a secret",
    "index.js is tracked, and has other bytes than git holds",
    "package.json#scripts.preinstall is an install script that 1.2.0 did not have",
  ]) {
    expect(words(ran)).toContain(problem);
  }
  expect(outside(it)).toEqual(before);
});

test("hostile.39 a binding.gyp that is new is refused, and one that the version before had too is not", async () => {
  const native = (before: string) => (repo: GitRepo) => {
    change(repo, "packages/core/package.json", (manifest) => ({ ...manifest, files: ["binding.gyp", "index.js"] }));
    writeFileSync(join(repo.dir, "packages/core/binding.gyp"), "{}\n");
    repo.commit("a native part");
    repo.git("tag", "v1.4.0", before);
  };
  const added = await openChanged(native("HEAD^"));
  const refused = await added.status(["publish", "--outward", "--to", "tagged"]);
  expect([...codes(refused), words(refused)]).toEqual([
    4,
    "E_TARBALL_WRONG",
    expect.stringContaining("package.json#scripts.install is an install script that 1.2.0 did not have"),
  ]);
  const kept = await openChanged(native("HEAD"));
  expect(codes(await kept.status(["publish", "--outward", "--to", "tagged"]))).toEqual([0]);
});

test("hostile.39 a packed version that is not the planned one is refused, and nothing goes outward", async () => {
  const it = await openChanged(replacePacked);
  const content = '{"name":"@acme/core","version":"1.3.1"}';
  writeFileSync(join(it.place, "form.tgz"), gzipSync(archive({ path: "package/package.json", content })));
  const ran = await it.status(["publish", "--outward"]);
  expect([...codes(ran), words(ran)]).toEqual([
    4,
    "E_TARBALL_WRONG",
    expect.stringContaining('its version is "1.3.1"'),
  ]);
});

test("hostile.40 packed bytes that were changed, or are a link, are never published: what is recorded is", async () => {
  const it = await open(key);
  expect(await it.run(["publish", "--outward", "--to", "tagged"])).toMatchObject({ code: 0, stderr: "" });
  const recorded = outside(it).page["v1.5.0/acme-core-1.3.0.tgz"];
  const packed = join(it.repo.dir, ".releaser/packed/1.5.0/acme-core-1.3.0.tgz");
  const other = join(it.place, "other.tgz");
  writeFileSync(other, Buffer.concat([readFileSync(packed), Buffer.from("x")]));
  rmSync(packed);
  symlinkSync(other, packed);
  expect(await it.run(["publish", "--outward"])).toMatchObject({ code: 0, stderr: "" });
  await expectPublished(it);
  expect(Object.keys(publications(it, "@acme/core"))).toEqual(["1.3.0"]);
  expect(sha256Of(join(it.place, "registry/storage/@acme/core/core-1.3.0.tgz"))).toBe(recorded);
});
