import { chmodSync, existsSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import {
  type GitRepo,
  gitRepo,
  openGitRepo,
  releaser,
  type RunningReleaser,
  startProgram,
  startReleaser,
  tempDir,
} from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import type { StatusDocument } from "../src/status-document.ts";
import { killTree, processesIn } from "./processes.ts";
import { madeIn, resultIn, smokeScript, stateOf, tagsIn } from "./rehearsal-world.ts";
import { acme } from "./worlds.ts";

const world = acme().file(".sentinel/tests/smoke/smoke_core.mjs", smokeScript);

interface Rehearsal {
  readonly place: string;
  start(): RunningReleaser;
  run(): Promise<{ readonly code: number | undefined; readonly failures: readonly string[] }>;
}

function rehearsalOf(cwd: string): Rehearsal {
  const place = join(tempDir(), "rehearsal");
  const args = ["rehearse", "--keep", place];
  return {
    place,
    start: () => startReleaser(args, { cwd }),
    run: async () => {
      const { code, stdout } = await releaser([...args, "--json"], { cwd });
      return { code, failures: (JSON.parse(stdout) as StatusDocument).failures.map((failure) => failure.code) };
    },
  };
}

const whole = { code: 0, failures: [] };

describe("a rehearsal that did not come to its end", () => {
  test("for want of its key makes no tag, and finishes the same release when the key is back", async () => {
    const repo = gitRepo(world);
    const before = stateOf(repo);
    const rehearsal = rehearsalOf(repo.dir);
    const { place } = rehearsal;
    const [key, away] = [join(place, "signing_key"), join(place, "away")];
    const first = rehearsal.start();
    await first.line(/ version +1\.5\.0/u);
    renameSync(key, away);
    expect(await first.done).toMatchObject({ code: 9 });
    const { exit, failures, next } = resultIn(place);
    expect([exit, next]).toEqual([9, expect.stringContaining("RELEASER_SIGNING_KEY")]);
    expect(new Set(failures.map(({ code, who }) => `${code} ${who}`))).toEqual(
      new Set(["E_SIGNING_KEY_MISSING Integrator/Owner"]),
    );
    expect(tagsIn(place)).toEqual(["", ""]);
    const commit = openGitRepo(join(place, "work")).git("rev-parse", "HEAD");

    // ssh-keygen refuses a private key that others may read.
    renameSync(away, key);
    chmodSync(key, 0o644);
    expect(await rehearsal.run()).toMatchObject({ code: 9 });
    expect(tagsIn(place)).toEqual(["", ""]);

    chmodSync(key, 0o600);
    const packed = openGitRepo(join(place, "work")).git("hash-object", ".releaser/packed/1.5.0/acme-core-1.3.0.tgz");
    expect(await rehearsal.run()).toEqual(whole);
    expect(madeIn(place).commit).toBe(commit);
    expect(openGitRepo(place).git("hash-object", "releases/v1.5.0/acme-core-1.3.0.tgz")).toBe(packed);
    expect(stateOf(repo)).toEqual(before);
  });

  test("because it was killed, again and again, is finished by the same command, and nothing is made twice", async () => {
    const repo = gitRepo(world);
    const before = stateOf(repo);
    const rehearsal = rehearsalOf(repo.dir);
    for (const line of [
      / key /u,
      / remote /u,
      / clone /u,
      / version /u,
      / packed /u,
      / asset +\S+tgz/u,
      / tag /u,
      / push /u,
    ]) {
      await killedAt(rehearsal.start(), line);
    }
    const commit = openGitRepo(join(rehearsal.place, "work")).git("rev-parse", "HEAD");
    await killedAt(rehearsal.start(), / npm +@acme\/core@1\.3\.0/u);
    await killedAt(rehearsal.start(), / public /u);
    expect(await rehearsal.run()).toEqual(whole);
    const made = madeIn(rehearsal.place);
    expect(made.commit).toBe(commit);
    expect(await rehearsal.run()).toEqual(whole);
    expect(madeIn(rehearsal.place)).toEqual(made);
    expect(stateOf(repo)).toEqual(before);
  });

  test("because of Ctrl-C, wherever it is pressed, ends within seconds, leaves no process, and is finished by the same command", async () => {
    const rehearsal = rehearsalOf(gitRepo(world).dir);
    for (const line of [/ key /u, / version /u, / draft /u, / npm /u, / body /u]) {
      const run = rehearsal.start();
      await run.line(line);
      await expectInterrupted(run, rehearsal.place);
    }
    expect(await rehearsal.run()).toEqual(whole);
    madeIn(rehearsal.place);
  });

  test("because of Ctrl-C in the middle of a gate takes the gate along", async () => {
    const repo = await slow();
    const rehearsal = rehearsalOf(repo.dir);
    const run = rehearsal.start();
    await there(join(rehearsal.place, "gate-began"));
    await expectInterrupted(run, rehearsal.place);
    expect(resultIn(rehearsal.place)).toMatchObject({ ok: false, exit: 130 });
    expect(await rehearsal.run()).toEqual(whole);
    madeIn(rehearsal.place);
  });
});

describe("a repository with nothing pending", () => {
  test("whose last release is not out yet, or is out and filed, has that one rehearsed", async () => {
    const repo = gitRepo(world);
    expect(await releaser(["version"], { cwd: repo.dir })).toMatchObject({ code: 0 });
    const commit = repo.git("rev-parse", "HEAD");
    const versioned = rehearsalOf(repo.dir);
    const before = stateOf(repo);
    expect(await versioned.run()).toEqual(whole);
    expect(madeIn(versioned.place).commit).toBe(commit);
    expect(stateOf(repo)).toEqual(before);

    const work = join(versioned.place, "work");
    repo.git("fetch", "--quiet", work, "main:refs/filed", "refs/tags/*:refs/tags/*");
    repo.git("merge", "--quiet", "--ff-only", "refs/filed");
    writeFileSync(join(repo.dir, "packages/core/later.js"), "\n");
    repo.commit("later");
    const out = rehearsalOf(repo.dir);
    const released = stateOf(repo);
    expect(await out.run()).toEqual(whole);
    expect(madeIn(out.place).commit).toBe(commit);
    expect(await out.run()).toEqual(whole);
    expect(stateOf(repo)).toEqual(released);
  });

  test("and no release at all has a patch of every public package rehearsed", async () => {
    const repo = gitRepo(world);
    repo.git("rm", "--quiet", ".changeset/cold-start.md", ".changeset/stricter.md");
    repo.commit("nothing pending");
    const before = stateOf(repo);
    const rehearsal = rehearsalOf(repo.dir);
    const run = await releaser(["rehearse", "--keep", rehearsal.place], { cwd: repo.dir });
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(run.stdout).toContain("a patch of every public package is rehearsed");
    expect(publishedBy(rehearsal)).toEqual(["npm:@acme/cli@1.4.1", "npm:@acme/core@1.2.1"]);
    expect(stateOf(repo)).toEqual(before);
  });

  test("killed before its changeset was committed is finished by the same command", async () => {
    const repo = gitRepo(world);
    repo.git("rm", "--quiet", ".changeset/cold-start.md", ".changeset/stricter.md");
    repo.commit("nothing pending");
    const rehearsal = rehearsalOf(repo.dir);
    await killedAt(rehearsal.start(), / clone /u);
    const work = openGitRepo(join(rehearsal.place, "work"));
    expect(work.git("rev-parse", "HEAD")).toBe(repo.git("rev-parse", "HEAD"));
    writeFileSync(join(work.dir, ".changeset/rehearsal.md"), '---\n"@acme/core": patch\n---\n');
    work.git("add", ".changeset/rehearsal.md");
    expect(await rehearsal.run()).toEqual(whole);
    expect(publishedBy(rehearsal)).toEqual(["npm:@acme/cli@1.4.1", "npm:@acme/core@1.2.1"]);
  });
});

/** A repository whose test gate takes a minute the first time in a place. */
async function slow(): Promise<GitRepo> {
  const repo = gitRepo(
    world
      .root({
        packageManager: "npm@11.0.0",
        workspaces: ["packages/*", ".sentinel"],
        scripts: { test: "node gate.mjs" },
      })
      .pkg("@acme/cli@1.4.0", { type: "module", exports: "./index.js", dependencies: { "@acme/core": "~1.2.0" } })
      .pkg("@acme/docs@0.3.0", { private: true, dependencies: { "@acme/cli": "^1.4.0" } })
      .file(
        "gate.mjs",
        'import { existsSync, writeFileSync } from "node:fs";\n' +
          'if (!existsSync("../gate-began")) { writeFileSync("../gate-began", ""); setTimeout(() => {}, 60_000); }\n',
      ),
  );
  repo.git("rm", "--quiet", "pnpm-workspace.yaml");
  const lock = ["npm", "install", "--package-lock-only", "--offline", "--no-audit", "--no-fund"] as const;
  expect(await startProgram(lock, { cwd: repo.dir }).done).toMatchObject({ code: 0 });
  repo.commit("an npm workspace with its lockfile");
  return repo;
}

function publishedBy({ place }: Rehearsal): readonly string[] {
  return resultIn(place)
    .resources.map(({ id }) => id)
    .filter((id) => id.startsWith("npm:"))
    .toSorted();
}

/** Kills a run where it prints a line, with all that it started. */
async function killedAt(run: RunningReleaser, line: RegExp): Promise<void> {
  await run.line(line);
  killTree(run.pid);
  expect(await run.done).toMatchObject({ signal: "SIGKILL" });
}

/** Presses Ctrl-C once: exit 130, soon, with what to do next and nothing left running. */
async function expectInterrupted(run: RunningReleaser, place: string): Promise<void> {
  const pressed = performance.now();
  run.kill("SIGINT");
  const ended = await run.done;
  expect(performance.now() - pressed).toBeLessThan(10_000);
  expect(ended).toMatchObject({ code: 130 });
  const said = `${ended.stdout}${ended.stderr}`;
  expect(said).toContain("E_INTERRUPTED");
  expect(said).not.toMatch(/^\s+at |E_BUG/mu);
  expect(processesIn(place)).toEqual([]);
}

async function there(file: string): Promise<void> {
  while (!existsSync(file)) await setTimeout(5);
}
