import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { GitRepo } from "@releaser/testkit";
import { expect, test } from "vitest";
import type { StatusDocument } from "../src/status-document.ts";
import { outgoingWorlds, outside, type ReleaseWorld, sha256Of } from "./release-world.ts";

const worlds = outgoingWorlds();

/** A plug-in as somebody may write it who knows nothing but docs/publishers.md: tarballs in a folder. */
const config = `
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const digestOf = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");

function shelf(dirOf) {
  return {
    name: "shelf",
    resources: ({ artifacts, env, outward }) => {
      if (env.SHELF_LIST === "throws") return JSON.parse("no list");
      const dir = dirOf(env);
      return artifacts.filter((artifact) => artifact.package).map(({ name, file, sha256, package: { publication } }) => ({
        id: "shelf:" + name,
        stage: env.SHELF_STAGE ?? "published",
        title: "putting " + name + " on the shelf",
        after: [publication],
        observe: async () => {
          const path = join(dir, name);
          if (!existsSync(path)) return { is: "absent" };
          const seen = digestOf(path);
          return seen === sha256 ? { is: "equal", seen } : { is: "different", seen, why: "it has other bytes", replaceable: false };
        },
        apply: async () => {
          if (env.SHELF_BROKEN === name) throw new TypeError("the shelf fell down, ghp_0123456789abcdefghij");
          mkdirSync(dir, { recursive: true });
          copyFileSync(file, join(dir, name));
        },
        describe: (seen) => "sha256 " + seen.slice(0, 12),
      }));
    },
    rehearsal: (folder) => shelf(() => folder),
  };
}

export default {
  page: { kind: "directory", path: "../releases" },
  publishers: [shelf((env) => env.SHELF), ...(process.env.SHELF_OTHER ? [{ name: process.env.SHELF_OTHER, resources: () => [] }] : [])],
};
`;

async function shelfWorld(change = usePlugIn): Promise<ReleaseWorld & { readonly shelf: string }> {
  const it = await worlds.openChanged(change);
  const shelf = join(it.place, "shelf");
  const env = { SHELF: shelf };
  const within: ReleaseWorld["run"] = (args, options = {}) =>
    it.run(args, { ...options, env: { ...env, ...options.env } });
  const status: ReleaseWorld["status"] = (args, options = {}) =>
    it.status(args, { ...options, env: { ...env, ...options.env } });
  return { ...it, shelf, run: within, status };
}

function usePlugIn(repo: GitRepo): void {
  rmSync(join(repo.dir, "releaser.config.json"));
  writeFileSync(join(repo.dir, "releaser.config.mjs"), config);
  repo.commit("released to a shelf too");
}

/** What became of each tarball, as text, in the order of their names. */
function shelved({ resources }: StatusDocument): readonly string[] {
  return resources
    .filter(({ id }) => id.startsWith("shelf:"))
    .map(({ id, verdict }) => `${id} ${verdict}`)
    .toSorted();
}

const names = ["acme-cli-1.4.1.tgz", "acme-core-1.3.0.tgz"] as const;
const all = (verdict: string): readonly string[] => names.map((name) => `shelf:${name} ${verdict}`);

test("what a plug-in publishes comes after npm, is resumed, keeps the page a draft until it holds, and is verified", async () => {
  const it = await shelfWorld();
  const packed = await it.status(["publish", "--to", "packed"]);
  expect([packed.ok, shelved(await it.status(["status"]))]).toEqual([true, all("absent")]);
  expect(existsSync(it.shelf)).toBe(false);

  const broken = await it.run(["announce", "--outward"], { env: { SHELF_BROKEN: names[0] } });
  expect([broken.code, broken.stderr]).toEqual([5, ""]);
  expect(broken.stdout).toContain("E_PUBLISHER_FAILED");
  expect(broken.stdout).toContain("the shelf fell down, ghp_***");
  expect(broken.stdout).not.toMatch(/\bat \S+:\d+:\d+/u);
  expect(readdirSync(it.shelf)).toEqual([names[1]]);
  expect(existsSync(join(it.place, "releases/v1.5.0"))).toBe(false);

  const done = await it.status(["announce", "--outward"]);
  expect([done.ok, shelved(done)]).toEqual([true, [`shelf:${names[0]} applied`, `shelf:${names[1]} held`]]);
  for (const name of names) {
    expect(sha256Of(join(it.shelf, name))).toBe(sha256Of(join(it.place, "releases/v1.5.0", name)));
  }
  const clone = it.clone("fresh");
  const verify = async (): Promise<StatusDocument> => await it.status(["verify", "--run-config"], { cwd: clone.dir });
  const verified = await verify();
  expect([verified.ok, shelved(verified)]).toEqual([true, all("held")]);

  writeFileSync(join(it.shelf, names[0]), "other bytes");
  const before = readFileSync(join(it.shelf, names[0]), "utf8");
  const [seen, again] = [await verify(), await it.status(["publish", "--outward"])];
  expect([seen, again].map(({ exit, failures }) => [exit, failures.map(({ code }) => code)])).toEqual([
    [6, ["E_CONFLICT"]],
    [6, ["E_CONFLICT"]],
  ]);
  expect(readFileSync(join(it.shelf, names[0]), "utf8")).toBe(before);
  rmSync(join(it.shelf, names[0]));
  // Whoever verifies runs no code of the repository unless he says so.
  const unrun = await it.status(["verify"], { cwd: clone.dir });
  expect([unrun.ok, shelved(unrun)]).toEqual([true, []]);
  expect(await verify()).toMatchObject({ exit: 6, failures: [{ code: "E_VERIFY" }] });
});

test("a plug-in that is not fit stops the release before anything is outward", async () => {
  const it = await shelfWorld();
  const before = outside(it);
  const broken = [
    [{ SHELF_LIST: "throws" }, 5, "E_PUBLISHER_FAILED"],
    [{ SHELF_STAGE: "announced" }, 2, "E_PUBLISHER_INVALID"],
    [{ SHELF_OTHER: "shelf" }, 2, "E_CONFIG_INVALID"],
    [{ SHELF_OTHER: "npm" }, 2, "E_CONFIG_INVALID"],
  ] as const;
  for (const [env, exit, code] of broken) {
    const told = await it.status(["publish", "--outward"], { env });
    expect([told.exit, told.failures[0]?.code]).toEqual([exit, code]);
    expect(outside(it)).toEqual(before);
  }
  expect(existsSync(it.shelf)).toBe(false);
});

test("a configuration in JSON holds no plug-in", async () => {
  const it = await worlds.openChanged((repo) => {
    writeFileSync(join(repo.dir, "releaser.config.json"), '{ "publishers": [] }\n');
    repo.commit("none");
  });
  const publishers = [{ name: "shelf", resources: "./shelf.js" }];
  writeFileSync(join(it.repo.dir, "releaser.config.json"), JSON.stringify({ publishers }));
  const { exit, failures } = await it.status(["status"]);
  expect([exit, failures[0]?.why]).toEqual([2, expect.stringContaining("publishers.0 must be a publisher")]);
});

test("a rehearsal publishes in its own folder, and tells what it leaves out", async () => {
  const it = await shelfWorld((repo) => {
    // A rehearsal builds nothing here, since nothing is installed.
    repo.git("rm", "--quiet", ".sentinel/tests/smoke/smoke_core.mjs");
    usePlugIn(repo);
  });
  const keep = join(it.place, "rehearsal");
  mkdirSync(keep);
  const rehearsed = await it.run(["rehearse", "--keep", keep], { env: { SHELF_OTHER: "elsewhere" } });
  expect([rehearsed.code, rehearsed.stdout]).toEqual([0, expect.stringContaining("not rehearsed")]);
  expect(rehearsed.stdout).toContain("elsewhere");
  expect(readdirSync(join(keep, "publishers/shelf"))).toEqual(names);
  expect(existsSync(it.shelf)).toBe(false);
});
