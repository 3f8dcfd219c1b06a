import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { faultPlan, openFaultProxy } from "@releaser/testkit/lab";
import type { GitRepo } from "@releaser/testkit";
import { expect, onTestFinished, test } from "vitest";
import { forgeTag } from "./forge-tag.ts";
import { killTree } from "./processes.ts";
import { outgoingWorlds, outside, pageFolder, publications, type ReleaseWorld, sha256Of } from "./release-world.ts";

const { key, open, openChanged } = outgoingWorlds();

/** Each depends on the one before it, so that they are published one after the other. */
const chain = ["core", "cli", "three", "four", "five"];

test("a release that was killed between the third and the fourth package is finished from a fresh clone, while a later one waits and `latest` never moves backwards", async () => {
  const it = await openChanged((repo) => {
    for (const [name, before] of [
      ["three", "cli"],
      ["four", "three"],
      ["five", "four"],
    ]) {
      addPackage(repo, name ?? "", before ?? "");
    }
    addChangeset(repo, "row", { "@acme/three": "minor", "@acme/four": "minor", "@acme/five": "minor" });
    repo.commit("five packages in a row");
  });
  it.repo.git("push", "--quiet", "origin", "main");
  await killedBefore(it, "four");
  expect(chain.map((name) => published(it, name).length)).toEqual([1, 1, 1, 0, 0]);
  const half = outside(it);
  const watch = watchLatest(it);

  const elsewhere = it.clone("elsewhere");
  for (const [index, file] of ["a", "b", "c"].entries()) {
    writeFileSync(join(elsewhere.dir, `packages/core/${file}.js`), "\n");
    if (index > 0) addChangeset(elsewhere, file, { "@acme/core": index === 1 ? "minor" : "patch" });
    elsewhere.commit(`later: ${file}`);
  }
  elsewhere.git("push", "--quiet", "origin", "main");
  expect(await it.run(["version"], { cwd: elsewhere.dir })).toMatchObject({ code: 0, stderr: "" });
  const moved = outside(it);
  const early = await it.status(["release", "--outward"], { cwd: elsewhere.dir });
  expect([early.exit, early.failures.map(({ code, who, next }) => [code, who, next])]).toEqual([
    8,
    [["E_EARLIER_RELEASE", "Owner", "releaser announce 1.5.0 --outward"]],
  ]);
  expect(early.failures[0]?.why).toContain("@acme/four@");
  expect(outside(it)).toEqual(moved);
  watch();

  const fresh = { cwd: it.clone("fresh").dir, env: { NPM_CONFIG_CACHE: join(it.place, "another-cache") } };
  rmSync(it.repo.dir, { recursive: true });
  expect(await it.run(["announce", "1.5.0", "--outward"], fresh)).toMatchObject({ code: 0, stderr: "" });
  watch();
  const whole = outside({ ...it, repo: elsewhere });
  for (const name of chain) {
    const file = `@acme/${name}/package.json`;
    if (half.registry[file] !== undefined) expect(whole.registry[file]).toBe(half.registry[file]);
    const [version = ""] = published(it, name);
    expect(sha256Of(join(it.place, `registry/storage/@acme/${name}/${name}-${version}.tgz`))).toBe(
      whole.page[`v1.5.0/acme-${name}-${version}.tgz`],
    );
  }
  expect(await it.status(["verify", "1.5.0", "--smoke"], fresh)).toMatchObject({ failures: [], ok: true });

  elsewhere.git("pull", "--quiet", "--rebase", "origin", "main");
  expect(await it.run(["announce", "1.6.0", "--outward"], { cwd: elsewhere.dir })).toMatchObject({
    code: 0,
    stderr: "",
  });
  watch();
  expect(latestOf(it)).toMatchObject({ page: "v1.6.0", core: "1.4.0" });
  const after = outside({ ...it, repo: elsewhere });
  expect(await it.status(["announce", "1.5.0", "--outward"], fresh)).toMatchObject({ failures: [], ok: true });
  expect(outside({ ...it, repo: elsewhere })).toEqual(after);
});

test("a backport from a maintenance branch takes neither `latest` nor the mark of the latest release", async () => {
  const it = await open(key);
  expect(await it.run(["announce", "--outward"])).toMatchObject({ code: 0, stderr: "" });
  addChangeset(it.repo, "more", { "@acme/core": "minor", "@acme/cli": "minor" });
  it.repo.commit("more");
  expect(await it.run(["release", "--outward"])).toMatchObject({ code: 0, stderr: "" });
  const before = latestOf(it);
  expect(before).toEqual({ page: "v1.6.0", core: "1.4.0", cli: "1.5.0" });

  it.repo.git("switch", "--quiet", "--create", "release-1.5.x", "v1.5.0");
  const config = JSON.parse(readFileSync(join(it.repo.dir, "releaser.config.json"), "utf8")) as object;
  writeFileSync(join(it.repo.dir, "releaser.config.json"), JSON.stringify({ ...config, branch: "release-1.5.x" }));
  addChangeset(it.repo, "backport", { "@acme/core": "patch", "@acme/cli": "patch" });
  it.repo.commit("backport");
  const ran = await it.status(["release", "--outward"]);
  expect([ran.failures, ran.key]).toEqual([[], "1.5.1"]);
  expect(latestOf(it)).toEqual(before);
  expect(distTags(it, "core")).toEqual({ latest: "1.4.0", "release-1.x": "1.3.1" });
  expect(distTags(it, "cli")).toEqual({ latest: "1.5.0", "release-1.x": "1.4.2" });
  expect(existsSync(join(pageFolder(it, "v1.5.1"), "release.json"))).toBe(true);
  expect(await it.status(["verify", "1.5.1"])).toMatchObject({ failures: [], ok: true });
  expect(await it.status(["verify", "1.5.1"], { cwd: maintenanceClone(it).dir })).toMatchObject({
    failures: [],
    ok: true,
  });
});

test("an earlier release that never came is passed over where a trusted signer says that it was abandoned, and not where anybody does", async () => {
  const it = await open(key);
  const commit = it.repo.git("rev-parse", "HEAD");
  addChangeset(it.repo, "more", { "@acme/core": "minor" });
  it.repo.commit("more");
  expect(await it.run(["version"])).toMatchObject({ code: 0, stderr: "" });
  const name = "abandoned/v1.5.0";
  const signed = (object: string): string => forgeTag(it.repo, { object, tag: name, key });
  const unsigned = forgeTag(it.repo, { object: commit, tag: name });
  const marks = [commit, unsigned, signed(it.repo.git("rev-parse", "HEAD"))];
  const before = await it.status(["publish", "--outward"]);
  expect([before.exit, before.failures[0]?.why]).toEqual([8, expect.stringContaining("does not have its tag v1.5.0")]);
  for (const mark of marks) {
    it.repo.git("push", "--quiet", "--force", "origin", `${mark}:refs/tags/${name}`);
    const there = outside(it);
    const { exit, failures } = await it.status(["publish", "--outward"]);
    expect([exit, failures.map(({ code }) => code), outside(it)]).toEqual([8, ["E_EARLIER_RELEASE"], there]);
    expect(failures[0]?.why).toContain(`${name} does not count`);
  }
  it.repo.git("push", "--quiet", "--force", "origin", `${signed(commit)}:refs/tags/${name}`);
  expect(await it.run(["publish", "--outward", "--to", "tagged"])).toMatchObject({ code: 0, stderr: "" });
  expect(outside(it).refs.some((ref) => ref.endsWith("refs/tags/v1.6.0"))).toBe(true);
});

function addPackage({ dir }: GitRepo, name: string, before: string): void {
  const folder = join(dir, "packages", name);
  mkdirSync(folder);
  const manifest = {
    name: `@acme/${name}`,
    version: "1.0.0",
    type: "module",
    exports: "./index.js",
    files: ["index.js"],
    dependencies: { [`@acme/${before}`]: "workspace:~" },
  };
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
  writeFileSync(join(folder, "index.js"), `export * from "@acme/${before}";\n`);
}

function addChangeset({ dir }: GitRepo, id: string, bumps: Readonly<Record<string, string>>): void {
  const lines = Object.entries(bumps).map(([name, bump]) => `"${name}": ${bump}`);
  writeFileSync(join(dir, `.changeset/${id}.md`), `---\n${lines.join("\n")}\n---\n\nMore of ${id}.\n`);
}

/** Publishes until a package is about to be sent, and kills the run with all that it started: the registry never hears of it. */
async function killedBefore(it: ReleaseWorld, name: string): Promise<void> {
  const npmrc = readFileSync(it.env["NPM_CONFIG_USERCONFIG"] ?? "", "utf8");
  const upstream = /^registry=(.*)\/$/mu.exec(npmrc)?.[1] ?? "";
  const kill = (): never => {
    killTree(run.pid);
    throw new Error("nobody is there to be answered");
  };
  const plan = faultPlan(({ method, path }) =>
    method === "PUT" && path.toLowerCase() === `/@acme%2f${name}` ? { before: kill } : undefined,
  );
  const proxy = await openFaultProxy({ service: "npm", upstream, plan: () => plan });
  onTestFinished(() => proxy.close());
  const userconfig = join(it.place, "through-the-proxy");
  writeFileSync(userconfig, npmrc.replaceAll(new URL(upstream).host, new URL(proxy.url).host));
  const run = it.start(["publish", "1.5.0", "--outward"], { env: { NPM_CONFIG_USERCONFIG: userconfig } });
  expect(await run.done).toMatchObject({ signal: "SIGKILL" });
}

function published(it: ReleaseWorld, name: string): readonly string[] {
  return Object.keys(publications(it, `@acme/${name}`));
}

function distTags({ place }: ReleaseWorld, name: string): Readonly<Record<string, string>> {
  const file = join(place, "registry/storage/@acme", name, "package.json");
  if (!existsSync(file)) return {};
  return (JSON.parse(readFileSync(file, "utf8")) as { "dist-tags": Record<string, string> })["dist-tags"];
}

/** The latest release by its page, and the `latest` of each package that has one. */
function latestOf(it: ReleaseWorld): Readonly<Record<string, string>> {
  const file = join(it.place, "releases/latest");
  const tags = chain.flatMap((name) => Object.entries({ [name]: distTags(it, name)["latest"] }));
  return Object.fromEntries([
    ...(existsSync(file) ? [["page", readFileSync(file, "utf8").trim()]] : []),
    ...tags.filter(([, version]) => version !== undefined),
  ]) as Readonly<Record<string, string>>;
}

/** Compares with the last look each time it is called: nothing that was the latest gave way to something lower, or to nothing. */
function watchLatest(it: ReleaseWorld): () => void {
  let last = latestOf(it);
  return () => {
    const now = latestOf(it);
    const lower = Object.entries(last).filter(([name, version]) => compare(now[name], version) < 0);
    expect(lower).toEqual([]);
    last = now;
  };
}

function compare(version: string | undefined, other: string): number {
  return (version ?? "").localeCompare(other, "en", { numeric: true });
}

function maintenanceClone(it: ReleaseWorld): GitRepo {
  const clone = it.clone("maintenance");
  clone.git("switch", "--quiet", "release-1.5.x");
  return clone;
}
