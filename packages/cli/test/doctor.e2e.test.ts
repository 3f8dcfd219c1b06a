import { appendFileSync, existsSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { gitRepo, openTempDir, releaser, removeDir, repo, tempDir, throwawayKey } from "@releaser/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { statusIn } from "./documents.ts";
import { gitHubReleaseWorld } from "./github-world.ts";
import { inTerminal } from "./pseudo-terminal.ts";
import { outgoingWorlds, outside, type ReleaseWorld } from "./release-world.ts";
import { stateOf } from "./rehearsal-world.ts";

const worlds = outgoingWorlds();
const strangers = openTempDir();
let stranger = "";

beforeAll(() => {
  stranger = throwawayKey(strangers).key;
});
afterAll(() => removeDir(strangers));

/** What was found, by id: the verdict, or the codes of what is missing. */
async function found(world: ReleaseWorld, env: Readonly<Record<string, string | undefined>> = {}): Promise<Found> {
  const status = statusIn(await world.run(["doctor", "--json"], { env }));
  return {
    exit: status.exit,
    of: Object.fromEntries(status.resources.map(({ id, verdict, failure }) => [id, failure?.code ?? verdict])),
    notes: Object.fromEntries(status.resources.map(({ id, note = "" }) => [id, note])),
  };
}

interface Found {
  readonly exit: number;
  readonly of: Readonly<Record<string, string>>;
  readonly notes: Readonly<Record<string, string>>;
}

function whereIs(program: string): string {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path)) ?? program;
}

function registryOf({ of }: Found): string | undefined {
  return Object.entries(of).find(([id]) => id.startsWith("registry:"))?.[1];
}

describe("releaser doctor", () => {
  test("finds nothing missing where everything is there, and changes nothing anywhere", async () => {
    const world = await worlds.open(worlds.key);
    const before = [stateOf(world.repo), outside(world)];
    const seen = await found(world);
    expect(seen).toMatchObject({
      exit: 0,
      of: {
        "tool:git": "held",
        "tool:ssh": "held",
        "changesets:planner": "held",
        "git:identity": "held",
        "git:history": "held",
        "git:origin": "held",
        "page:directory": "held",
        "key:signing": "held",
        "signers:main": "held",
      },
    });
    expect(registryOf(seen)).toBe("held");
    expect(seen.notes["signers:main"]).toBe("trusts it as releaser@example.test");
    expect([stateOf(world.repo), outside(world)]).toEqual(before);
  });

  test("tells a key that is missing, one that nobody trusts, and signers that are not committed", async () => {
    const world = await worlds.open();
    expect(await found(world)).toMatchObject({
      exit: 9,
      of: { "key:signing": "E_SIGNING_KEY_MISSING", "signers:main": "held" },
    });
    expect(await found(world, { RELEASER_SIGNING_KEY: stranger })).toMatchObject({
      exit: 9,
      of: { "key:signing": "held", "signers:main": "E_SIGNER_UNTRUSTED" },
    });
    world.repo.git("rm", "--quiet", "--cached", ".github/allowed_signers");
    world.repo.git("commit", "--quiet", "--message", "nobody");
    world.repo.git("push", "--quiet");
    const { stdout, code } = await world.run(["doctor"], { env: { RELEASER_SIGNING_KEY: worlds.key } });
    expect(code).toBe(9);
    expect(stdout).toContain("not committed to main");
    expect(stdout.trimEnd().split("\n").at(-1)).toBe("next: mend what is marked ✗, then releaser doctor");
  });

  test("tells names that a registry does not know where nothing could create them, and says nothing of them where a token can", async () => {
    const world = await worlds.open(worlds.key);
    const npmrc = join(world.place, "bare.npmrc");
    const registry = /registry=(\S+)/u.exec(readFileSync(world.env["NPM_CONFIG_USERCONFIG"] ?? "", "utf8"))?.[1];
    writeFileSync(npmrc, `registry=${registry}\n`);
    const seen = await found(world, { NPM_CONFIG_USERCONFIG: npmrc });
    expect([seen.exit, registryOf(seen)]).toEqual([9, "E_NPM_NAME_NEW"]);
  });

  test("offline it tells what it can, and calls the rest untold", async () => {
    const world = await worlds.open(worlds.key);
    world.repo.git("remote", "set-url", "origin", "https://127.0.0.1:9/acme/shop.git");
    const npmrc = join(world.place, "offline.npmrc");
    writeFileSync(npmrc, "registry=http://127.0.0.1:9/\n");
    const seen = await found(world, { NPM_CONFIG_USERCONFIG: npmrc });
    expect(seen).toMatchObject({ exit: 0, of: { "git:origin": "pending", "key:signing": "held" } });
    expect(registryOf(seen)).toBe("pending");
    expect(seen.notes["git:origin"]).toMatch(/^origin did not answer: .+ → you: type it again where it does$/u);
  });

  test("a repository without page, remote and Changesets is told of each at once", async () => {
    const it = gitRepo(repo().pkg("@acme/core@1.0.0", { private: true }).config(undefined));
    const status = statusIn(await releaser(["doctor", "--json"], { cwd: it.dir }));
    expect(status.failures.map(({ code }) => code)).toEqual([
      "E_NOTHING_PLANS",
      "E_REMOTE_MISSING",
      "E_NO_PAGE",
      "E_SIGNING_KEY_MISSING",
      "E_SIGNERS_MISSING",
    ]);
    expect([status.exit, status.failures[0]?.next]).toEqual([2, "releaser init, then add a changeset"]);
  });

  test("pnpm is on PATH only where people have it there, not where Releaser stands in for it", async () => {
    const { dir: cwd } = gitRepo(repo().pkg("@acme/core@1.0.0", { private: true }));
    const bin = tempDir();
    for (const name of ["git", "ssh", "ssh-keygen"]) symlinkSync(whereIs(name), join(bin, name));
    const noteOf = async (env: Readonly<Record<string, string>>): Promise<string | undefined> =>
      statusIn(await releaser(["doctor", "--json"], { cwd, env })).resources.find(({ id }) => id === "tool:pnpm")?.note;
    expect(await noteOf({ PATH: bin })).toBe("not on PATH: npx brings it each time");
    writeFileSync(join(bin, "pnpm"), "");
    expect(await noteOf({ PATH: bin })).toBe("is on PATH");
  });

  test("a shallow clone is told how to get the rest", async () => {
    const world = await worlds.open(worlds.key);
    const clone = join(world.place, "shallow");
    world.repo.git("clone", "--quiet", "--depth=1", `file://${world.repo.origin}`, clone);
    const status = statusIn(await world.run(["doctor", "--json"], { cwd: clone }));
    expect(status.failures.map(({ code }) => code)).toEqual(["E_HISTORY_SHALLOW"]);
  });
});

describe("releaser doctor where the page is on GitHub", () => {
  test("tells what the token may do and what guards the repository", async () => {
    const { it, repository } = await gitHubReleaseWorld(worlds);
    expect(await found(it)).toMatchObject({ exit: 9, of: { "github:token": "E_GITHUB_AUTH" } });
    expect(await found(it, { GITHUB_TOKEN: "reader" })).toMatchObject({
      exit: 9,
      of: { "github:token": "E_GITHUB_AUTH" },
    });
    const bare = await found(it, { GITHUB_TOKEN: "writer" });
    expect([bare.exit, bare.of["github:token"]]).toEqual([0, "held"]);
    for (const id of ["branch:rules", "tags:rules", "environments:release"]) {
      expect(bare.notes[id]).toMatch(/ → Owner: .*settings/u);
    }
    const guarded = repository();
    guarded.protectedBranches = ["main"];
    guarded.environments = ["signing", "publishing"];
    const rules = { id: 7, name: "releases", target: "tag", include: ["refs/tags/v*"], bypass: [] } as const;
    guarded.tagRulesets = [
      {
        ...rules,
        include: [...rules.include],
        bypass: [...rules.bypass],
        rules: ["deletion", "update"],
        enforcement: "active",
      },
    ];
    const safe = await found(it, { GITHUB_TOKEN: "writer" });
    expect(safe.notes).toMatchObject({
      "branch:rules": "main: pull_request",
      "tags:rules": "releases",
      "environments:release": "signing, publishing",
    });
    expect(safe.notes["workflows:current"]).toMatch(/^not here: .*ci\.yml.* → you: releaser wire/u);
    for (const args of [["wire"], ["plan", "--write"]]) expect(await it.run(args)).toMatchObject({ code: 0 });
    guarded.tagRulesets = guarded.tagRulesets.map((ruleset) => ({ ...ruleset, rules: ["creation"] }));
    expect(await found(it, { GITHUB_TOKEN: "writer" })).toMatchObject({
      exit: 9,
      of: { "github:token": "E_GITHUB_RULES", "workflows:current": "held" },
    });
    guarded.tagRulesets = [];
    appendFileSync(join(it.repo.dir, ".github/workflows/release.yml"), "# by hand\n");
    expect(await found(it, { GITHUB_TOKEN: "writer" })).toMatchObject({
      exit: 3,
      of: { "workflows:current": "E_WORKFLOW_DRIFT" },
    });
  });
});

describe("releaser doctor in a terminal", () => {
  test.each([
    ["NO_COLOR", { NO_COLOR: "1" }, false],
    ["colours", { NO_COLOR: undefined }, true],
  ])("stays within 80 columns, with %s, and ends with what to type", async (_, colour, isColoured) => {
    const dir = join(tempDir(), "a");
    const it = gitRepo(repo().pkg("@acme/core@1.0.0", { private: true }).config(undefined), { dir });
    const terminal = inTerminal(["doctor"], { cwd: it.dir, env: { RELEASER_SIGNING_KEY: stranger, ...colour } });
    expect(await terminal.ended).toBe(2);
    expect(terminal.lines().filter((line) => line.length > 80)).toEqual([]);
    expect(terminal.lines().findLast((line) => line !== "")).toBe("next: mend what is marked ✗, then releaser doctor");
    expect(/\u001B\[3\d/u.test(terminal.raw())).toBe(isColoured);
    expect(stateOf(it)[1]).toBe("");
  });
});
