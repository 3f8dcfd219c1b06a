import { existsSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { validateDocument } from "@releaser/gates";
import { fixture, fixtureTest, type GitRepo, gitRepo, releaser, repositoryRoot, type World } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { reportIn, statusIn } from "./documents.ts";
import { acme } from "./worlds.ts";

const baselineFile = "release/skew-baseline.json";
const asks = (range: string) => ({ type: "module", dependencies: { "@acme/core": range } }) as const;

/** The small world with a range that excludes what lies beside it, as a repository with a tag. */
function broken(change: (world: World) => World = (world) => world): GitRepo {
  const declaring = acme().root({ devDependencies: { "@changesets/cli": "^3.0.0" } });
  const repo = gitRepo(change(declaring.pkg("@acme/cli@1.4.0", asks("^99.0.0"))));
  repo.git("tag", "released");
  return repo;
}

function write({ dir }: Pick<GitRepo, "dir">, file: string, text: string): void {
  mkdirSync(dirname(join(dir, file)), { recursive: true });
  writeFileSync(join(dir, file), text);
}

async function skew({ dir }: Pick<GitRepo, "dir">, ...args: readonly string[]) {
  const ran = await releaser(["skew", "--json", ...args], { cwd: dir });
  const { findings, suppressed } = reportIn(ran);
  return {
    code: ran.code,
    findings: findings.map(({ rule, level }) => `${level} ${rule}`),
    suppressed: suppressed.map(({ by, finding }) => `${by} ${finding.rule}`),
  };
}

describe("what the configuration says of rules", () => {
  test("levels, options and exemptions from JSON as from TypeScript", async () => {
    const exempting = { ignore: [{ rules: ["range/*"], dependency: "@acme/core", reason: "until the rewrite" }] };
    const repo = broken();
    write(repo, "releaser.config.json", JSON.stringify({ skew: { rules: { "range/internal-excludes": "warning" } } }));
    expect(await skew(repo)).toEqual({ code: 0, findings: ["warning range/internal-excludes"], suppressed: [] });
    write(repo, "releaser.config.json", JSON.stringify({ skew: exempting }));
    expect(await skew(repo)).toEqual({ code: 0, findings: [], suppressed: ["exemption range/internal-excludes"] });
    const typed = broken((world) =>
      world.file("releaser.config.ts", `export default { skew: ${JSON.stringify(exempting)} };\n`),
    );
    expect(await releaser(["skew"], { cwd: typed.dir })).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(
        /^○ not counted {2}1 exempted\n {2}range\/internal-excludes, 1: until the rewrite\n\nno other version skew in 5 packages, 1 exempted, /u,
      ) as string,
    });
  });

  test("a name that does not exist is told at its line, with exit 7, and no release goes over it", async () => {
    const text = 'export default {\n  skew: {\n    rules: { "range/internal-exclude": "off" },\n  },\n};\n';
    const repo = broken((world) => world.pkg("@acme/cli@1.4.0", asks("workspace:~")).file("releaser.config.mjs", text));
    const [ran, version] = await Promise.all([
      releaser(["skew", "--json", "--scope", "tree"], { cwd: repo.dir }),
      releaser(["version", "--json"], { cwd: repo.dir }),
    ]);
    expect(ran.code).toBe(7);
    expect(reportIn(ran).findings).toMatchObject([
      { rule: "meta/config-unknown-rule", file: "releaser.config.mjs", line: 3, column: 14 },
    ]);
    expect(statusIn(version)).toMatchObject({
      exit: 7,
      failures: [{ code: "E_SKEW", why: expect.stringMatching(/^releaser\.config\.mjs:3 /u) as string }],
    });
  });

  test("missing history is an error where it is required, and cannot be required of files alone", async () => {
    const repo = broken((world) => world.pkg("@acme/cli@1.4.0", asks("workspace:~")));
    repo.git("tag", "--delete", "released");
    expect(await skew(repo)).toMatchObject({ code: 0, findings: ["warning meta/history-missing"] });
    expect(await skew(repo, "--require-history")).toMatchObject({ code: 7, findings: ["error meta/history-missing"] });
    const tree = await releaser(["skew", "--json", "--scope", "tree", "--require-history"], { cwd: repo.dir });
    expect(statusIn(tree)).toMatchObject({ exit: 2, failures: [{ code: "E_USAGE" }] });
  });
});

describe("the baseline", () => {
  test("written, then a new fault fails, then what is mended is told, then it is dropped", async () => {
    const repo = broken();
    const path = join(repo.dir, baselineFile);
    expect((await skew(repo, "--write-baseline", "--dry-run")).code).toBe(7);
    expect(existsSync(path)).toBe(false);

    const known = ["baseline range/internal-excludes"];
    expect(await skew(repo, "--write-baseline")).toEqual({ code: 0, findings: [], suppressed: known });
    const written = readFileSync(path, "utf8");
    const sentinel = join(repositoryRoot, ".sentinel");
    expect(validateDocument(sentinel, "skew-baseline.v1", JSON.parse(written))).toEqual([]);
    expect(await skew(repo)).toEqual({ code: 0, findings: [], suppressed: known });
    expect(await skew(repo, "--no-baseline")).toMatchObject({ code: 7, suppressed: [] });
    expect((await skew(repo, "--write-baseline")).code).toBe(0);
    expect(readFileSync(path, "utf8")).toBe(written);

    write(
      repo,
      "packages/new/package.json",
      JSON.stringify({ name: "@acme/new", version: "1.0.0", dependencies: { "@acme/cli": "^98.0.0" } }),
    );
    expect(await skew(repo)).toEqual({ code: 7, findings: ["error range/internal-excludes"], suppressed: known });

    write(repo, "packages/new/package.json", JSON.stringify({ name: "@acme/new", version: "1.0.0" }));
    write(
      repo,
      "packages/cli/package.json",
      JSON.stringify({ name: "@acme/cli", version: "1.4.0", ...asks("workspace:~") }),
    );
    expect(await skew(repo)).toEqual({ code: 0, findings: ["info meta/baseline-stale"], suppressed: [] });
    const renewed = await releaser(["skew", "--write-baseline"], { cwd: repo.dir });
    expect(renewed.stdout).toContain(`wrote ${baselineFile}: 0 known, 0 of them new, 1 dropped\n`);
    expect(await skew(repo)).toEqual({ code: 0, findings: [], suppressed: [] });
  });

  test("is known and renewed also where a link leads to it", async () => {
    const repo = broken();
    await skew(repo, "--write-baseline");
    renameSync(join(repo.dir, baselineFile), join(repo.dir, "known.json"));
    symlinkSync("../known.json", join(repo.dir, baselineFile));
    expect(await skew(repo)).toMatchObject({ code: 0, suppressed: ["baseline range/internal-excludes"] });
    const renewed = await releaser(["skew", "--write-baseline", "--dry-run"], { cwd: repo.dir });
    expect(renewed.stdout).toContain(`would write ${baselineFile}: 1 known, 0 of them new, 0 dropped\n`);
  });

  test("lets a release go over what is known, and knows it still when the versions have moved", async () => {
    const repo = broken();
    await skew(repo, "--write-baseline");
    repo.commit("chore: what is known");
    expect(await releaser(["version"], { cwd: repo.dir })).toMatchObject({ code: 0 });
    expect(readFileSync(join(repo.dir, "packages/core/package.json"), "utf8")).toContain('"1.3.0"');
    expect(await skew(repo)).toEqual({ code: 0, findings: [], suppressed: ["baseline range/internal-excludes"] });
  });

  test("of another scope is kept by a scope that could not judge it", async () => {
    const repo = broken((world) => world.config({ fixed: [["@acme/core", "@acme/cli"]] }));
    await skew(repo, "--write-baseline");
    const written = readFileSync(join(repo.dir, baselineFile), "utf8");
    expect(written).toContain("group/fixed-drift");
    expect((await skew(repo, "--write-baseline", "--scope", "tree")).code).toBe(0);
    expect(readFileSync(join(repo.dir, baselineFile), "utf8")).toBe(written);
  });

  test("lies where the configuration says, and one that is broken is refused and left as it is", async () => {
    const repo = broken((world) => world.file("releaser.config.json", '{ "skew": { "baseline": "known.json" } }\n'));
    expect(await skew(repo, "--write-baseline")).toMatchObject({ code: 0, findings: [] });
    const text = `<<<<<<< ours\n${readFileSync(join(repo.dir, "known.json"), "utf8")}`;
    write(repo, "known.json", text);
    for (const args of [[], ["--write-baseline"]]) {
      const ran = await releaser(["skew", "--json", ...args], { cwd: repo.dir });
      expect(statusIn(ran)).toMatchObject({ exit: 2, failures: [{ code: "E_BASELINE_INVALID", who: "you" }] });
    }
    expect(readFileSync(join(repo.dir, "known.json"), "utf8")).toBe(text);
  });
});

for (const id of ["graphprotocol__graph-tooling", "sveltejs__kit", "Shopify__polaris--rel"]) {
  fixtureTest(`${id} takes up the detector with what it has: nothing counts, and nothing is hidden`, async () => {
    const repo = { dir: fixture(id, { tags: true }) };
    const before = await skew(repo);
    expect(before.findings.length).toBeGreaterThan(3);
    const after = await skew(repo, "--write-baseline");
    expect(after).toMatchObject({ code: 0, findings: [] });
    expect(after.suppressed).toHaveLength(before.findings.length);
    const written = readFileSync(join(repo.dir, baselineFile), "utf8");
    expect(await skew(repo, "--write-baseline")).toEqual(after);
    expect(readFileSync(join(repo.dir, baselineFile), "utf8")).toBe(written);
  });
}
