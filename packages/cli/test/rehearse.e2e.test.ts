import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { moves, type Plan } from "@releaser/core";
import { validateDocument } from "@releaser/gates";
import { type GitRepo, gitRepo, openGitRepo, releaser, repositoryRoot, startProgram, tempDir } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import type { StatusDocument } from "../src/status-document.ts";
import { filesWith, madeIn, resultIn, smokeScript, stateOf } from "./rehearsal-world.ts";
import { sha256Of } from "./release-world.ts";
import { acme } from "./worlds.ts";

const sentinel = join(repositoryRoot, ".sentinel");
const world = acme().file(".sentinel/tests/smoke/smoke_core.mjs", smokeScript);
const library = { type: "module", exports: "./index.js", files: ["index.js"] } as const;

/** The small world as an npm workspace with its lockfile, so that dependencies are installed and gates run. */
async function installed(): Promise<GitRepo> {
  const repo = gitRepo(
    world
      .root({
        packageManager: "npm@11.0.0",
        workspaces: ["packages/*", ".sentinel"],
        scripts: { lint: "node --version", test: "node gate.mjs" },
      })
      .pkg("@acme/cli@1.4.0", { ...library, dependencies: { "@acme/core": "~1.2.0" } })
      .pkg("@acme/docs@0.3.0", { private: true, dependencies: { "@acme/cli": "^1.4.0" } })
      .pkg("@acme/still@3.0.0", library)
      .file("packages/still/index.js", "export const still = true;\n")
      .file(
        "gate.mjs",
        'import { writeFileSync } from "node:fs";\nwriteFileSync("../gate-env.json", JSON.stringify(process.env));\n',
      ),
  );
  repo.git("rm", "--quiet", "pnpm-workspace.yaml");
  const lock = ["npm", "install", "--package-lock-only", "--offline", "--no-audit", "--no-fund"] as const;
  expect(await startProgram(lock, { cwd: repo.dir }).done).toMatchObject({ code: 0 });
  repo.commit("an npm workspace with its lockfile");
  return repo;
}

/** A home and an environment full of secrets; the marker is in each of them. */
function secrets(marker: string): Readonly<Record<string, string>> {
  const home = join(tempDir(), "home");
  mkdirSync(home);
  writeFileSync(
    join(home, ".npmrc"),
    `//registry.npmjs.org/:_authToken=${marker}\n//127.0.0.1/:_authToken=${marker}\n`,
  );
  writeFileSync(
    join(home, ".gitconfig"),
    `[user]\n\tsigningkey = key::ssh-ed25519 ${marker}\n[tag]\n\tgpgSign = true\n`,
  );
  const names = [
    "NPM_TOKEN",
    "NODE_AUTH_TOKEN",
    "GITHUB_TOKEN",
    "GH_TOKEN",
    "RELEASER_SIGNING_KEY",
    "AWS_SECRET_ACCESS_KEY",
    "NPM_CONFIG__AUTHTOKEN",
    "npm_config_//registry.npmjs.org/:_authToken",
    "GITHUB_ACTIONS",
    "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
  ];
  return { HOME: home, TMPDIR: tempDir(), ...Object.fromEntries(names.map((name) => [name, marker])) };
}

/** What lies in a temporary folder, less the code that Node keeps compiled there. */
function leftIn(dir: string): readonly string[] {
  return readdirSync(dir)
    .filter((name) => name !== "node-compile-cache")
    .map((name) => join(dir, name));
}

describe("releaser rehearse", () => {
  test("releases for real into a place of its own, where other tools find it right, and nowhere else", async () => {
    const repo = await installed();
    const before = stateOf(repo);
    const marker = "a-secret-of-this-test";
    const env = secrets(marker);
    const place = join(tempDir(), "rehearsal");
    const ran = await releaser(["rehearse", "--json", "--keep", place], { cwd: repo.dir, env });
    expect(ran).toMatchObject({ code: 0 });

    const status = resultIn(place);
    expect(JSON.parse(ran.stdout)).toEqual(status);
    expect(validateDocument(sentinel, "release-status.v1", status)).toEqual([]);
    expect(status).toMatchObject({ ok: true, verb: "rehearse", key: "1.5.0", tag: "v1.5.0", place });
    expect(status.resources.filter(({ id }) => /^(?:gate|npm|seed):/u.test(id)).map(({ id }) => id)).toEqual([
      "gate:lint",
      "gate:test",
      "seed:@acme/still@3.0.0",
      "npm:@acme/core@1.3.0",
      "npm:@acme/cli@1.4.1",
    ]);
    expect(status.resources.map(({ verdict }) => verdict)).not.toContain("blocked");
    expect(status.resources.find(({ id }) => id === "smoke:1.5.0")?.note).toBe("2 installed, 1 smoke script passed");

    expect(readdirSync(place).toSorted()).toEqual([
      "allowed_signers",
      "clean",
      "gate-env.json",
      "registry",
      "releases",
      "remote.git",
      "result.json",
      "signing_key",
      "signing_key.pub",
      "work",
    ]);
    const made = madeIn(place);
    expect(made.commit).toBe(status.commit);
    expectVersioned(openGitRepo(join(place, "clean")), made.commit);
    expectPage(join(place, "releases/v1.5.0"));

    const seen = JSON.parse(readFileSync(join(place, "gate-env.json"), "utf8")) as Readonly<Record<string, string>>;
    expect(seen["HOME"]).toBe(env["HOME"]);
    expect(Object.keys(seen).filter((name) => /token|secret|^GITHUB_|^ACTIONS_/iu.test(name))).toEqual([]);
    expect(filesWith(place, "Starts without a cache.")).toEqual(
      expect.arrayContaining(["work", "remote.git", "clean"]),
    );
    expect([filesWith(place, marker), `${ran.stdout}${ran.stderr}`.includes(marker)]).toEqual([[], false]);
    expect(stateOf(repo)).toEqual(before);
    expect(leftIn(env["TMPDIR"] ?? "")).toEqual([]);
  });

  test("makes a place where none is named, says where it is, and goes on with it when told again", async () => {
    const repo = gitRepo(world);
    const before = stateOf(repo);
    const env = { TMPDIR: tempDir() };
    const first = await releaser(["rehearse"], { cwd: repo.dir, env });
    expect(first).toMatchObject({ code: 0, stderr: "" });
    const [, place = ""] = /^it lies in (.+)$/mu.exec(first.stdout) ?? [];
    expect(leftIn(env.TMPDIR)).toEqual([place]);
    expect(first.stdout.trimEnd().split("\n").at(-1)).toMatch(/^next: look at .*\/releases\/v1\.5\.0\/body\.md/u);
    const made = madeIn(place);

    const again = await releaser(["rehearse", "--keep", place], { cwd: repo.dir });
    expect(again).toMatchObject({ code: 0, stderr: "" });
    expect(madeIn(place)).toEqual(made);
    expect(stateOf(repo)).toEqual(before);
  });

  test("refuses a place that holds something else, and leaves it as it is", async () => {
    const { dir: cwd } = gitRepo(world);
    const place = tempDir();
    writeFileSync(join(place, "diary.txt"), "mine\n");
    const ran = await releaser(["rehearse", "--json", "--keep", place], { cwd });
    expect([ran.code, JSON.parse(ran.stdout)]).toMatchObject([2, { failures: [{ code: "E_REHEARSAL_PLACE" }] }]);
    expect(readdirSync(place)).toEqual(["diary.txt"]);
  });

  test("refuses versions that disagree and changesets that are not committed, and says that it goes by the last commit", async () => {
    const env = { TMPDIR: tempDir() };
    const refused = async (cwd: string): Promise<readonly unknown[]> => {
      const { code, stdout } = await releaser(["rehearse", "--json"], { cwd, env });
      return [code, ...(JSON.parse(stdout) as StatusDocument).failures.map((failure) => failure.code)];
    };
    const skewed = gitRepo(world.pkg("@acme/cli@1.4.0", { dependencies: { "@acme/core": "^99.0.0" } }));
    expect(await refused(skewed.dir)).toEqual([7, "E_SKEW"]);
    const repo = gitRepo(world);
    const late = join(repo.dir, ".changeset/late.md");
    writeFileSync(late, '---\n"@acme/core": major\n---\n\nLate.\n');
    expect(await refused(repo.dir)).toEqual([2, "E_TREE_DIRTY"]);
    expect(leftIn(env.TMPDIR)).toEqual([]);

    rmSync(late);
    writeFileSync(join(repo.dir, "packages/core/index.js"), "export const name = 1;\n");
    const ran = await releaser(["rehearse"], { cwd: repo.dir, env });
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    expect(ran.stdout).toContain(
      "! one path holds changes that are not committed: the last commit is what is rehearsed",
    );
  });

  test("without verdaccio it says what to install, before anything is made", async () => {
    const { dir: cwd } = gitRepo(world);
    const hook = [
      'import { registerHooks } from "node:module";',
      'const resolve = (name, context, next) => next(name === "verdaccio" ? "verdaccio-that-nobody-installed" : name, context);',
      "registerHooks({ resolve });",
    ].join("");
    const env = { TMPDIR: tempDir(), NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(hook)}` };
    const ran = await releaser(["rehearse"], { cwd, env });
    expect(ran).toMatchObject({ code: 2, stdout: "" });
    expect(ran.stderr).toMatch(/E_VERDACCIO_MISSING/u);
    expect(ran.stderr).toMatch(/→ you: .*verdaccio/u);
    expect(ran.stderr).not.toMatch(/^\s+at /mu);
    expect(leftIn(env.TMPDIR)).toEqual([]);
  });
});

/** The version commit carries the plan's versions everywhere, and says where they come from. */
function expectVersioned({ git }: GitRepo, commit: string): void {
  const show = (path: string): string => git("show", `${commit}:${path}`);
  const plan = JSON.parse(show("release/plan.json")) as Plan;
  expect(validateDocument(sentinel, "release-plan.v1", plan)).toEqual([]);
  const trailers = git("log", "-1", "--format=%(trailers:only,unfold)", commit).split("\n");
  expect(trailers).toEqual(
    expect.arrayContaining(["Release-Train: v1.5.0", `Plan-Digest: ${plan.digest}`, "Decision-ID: D-0001"]),
  );
  expect(show(".sentinel/DECISIONS.md")).toContain("\nID: D-0001\n");
  const moving = plan.releases.filter((release) => moves(release));
  expect(moving.map(({ name, to }) => `${name}@${to}`).toSorted()).toEqual([
    "@acme/cli@1.4.1",
    "@acme/core@1.3.0",
    "@acme/sentinel@0.2.1",
  ]);
  for (const { dir, to } of moving) {
    expect((JSON.parse(show(`${dir}/package.json`)) as { version: string }).version).toBe(to);
    expect(/^## (.+)$/mu.exec(show(`${dir}/CHANGELOG.md`))?.[1]).toBe(to);
  }
  expect(show("release/version.txt")).toBe("1.5.0");
  expect(/^## \[(.+?)\]/mu.exec(show("release/CHANGELOG.md"))?.[1]).toBe("1.5.0");
  expect(git("log", "-1", "--format=%s", "main")).toBe("chore(release): file the records of v1.5.0");
}

/** Every document on the release page is what its contract says, and the filed records are its bytes. */
function expectPage(page: string): void {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(page, name), "utf8"));
  expect(validateDocument(sentinel, "evidence.v1", read("evidence.json"))).toEqual([]);
  expect(validateDocument(sentinel, "smoke-record.v1", read("1.5.0.smoke.json"))).toEqual([]);
  expect(validateDocument(sentinel, "release-plan.v1", read("plan.json"))).toEqual([]);
  expect(read("release.json")).toMatchObject({ draft: false });
  for (const name of ["1.5.0.txt", "1.5.0.intoto.json", "1.5.0.smoke.json"]) {
    expect(sha256Of(join(page, "../../clean/release/checksums", name))).toBe(sha256Of(join(page, name)));
  }
}
