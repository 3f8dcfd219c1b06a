import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gitRepo, releaser, type ReleaserResult } from "@releaser/testkit";
import { addRepository, emptyState, openGitHub, type GitHubIssue } from "@releaser/testkit/github";
import { expect, onTestFinished, test } from "vitest";
import { acme } from "./worlds.ts";

interface Watched {
  readonly dir: string;
  readonly issues: () => readonly GitHubIssue[];
  readonly log: readonly string[];
  run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<ReleaserResult>;
}

/** A repository whose gate fails until it is mended, on a fake GitHub. */
async function watched(): Promise<Watched> {
  const state = emptyState();
  state.tokens = {
    writer: { login: "releaser", role: "write", refusal: 403 },
    reader: { login: "reader", role: "read", refusal: 403 },
  };
  const repository = addRepository(state, "acme/shop");
  repository.issues.push({ number: 7, title: "an issue of somebody", locked: false, comments: [] });
  const server = await openGitHub({ state });
  onTestFinished(() => server.close());
  const page = { kind: "github", repository: "acme/shop", apiUrl: server.at.api };
  const script = [
    'import { existsSync } from "node:fs";',
    'console.log("@everyone look: [x](https://evil.test) ```", process.env.DEPLOY_TOKEN);',
    'process.exit(existsSync(".releaser/mended") ? 0 : 1);',
  ];
  const repo = gitRepo(
    acme()
      .file("gate.mjs", `${script.join("\n")}\n`)
      .file(
        "releaser.config.json",
        JSON.stringify({ page, gates: { check: { run: "node gate.mjs", owner: "Builder" } } }),
      ),
    { origin: true },
  );
  return {
    dir: repo.dir,
    issues: () => repository.issues.filter(({ number }) => number !== 7),
    log: server.log,
    run: async (args, env) => await releaser(args, { cwd: repo.dir, env: { GITHUB_TOKEN: "writer", ...env } }),
  };
}

const writes = (log: readonly string[]): readonly string[] => log.filter((line) => !line.startsWith("GET"));

test("whose turn it is gets one issue, kept up to date, and closed with a comment once it holds again", async () => {
  const { dir, issues, log, run } = await watched();
  const env = { DEPLOY_TOKEN: "swordfish-1", GITHUB_SERVER_URL: "https://github.test", GITHUB_RUN_ID: "42" };
  const args = ["prove", "HEAD", "--escalate", "--outward"];
  const failed = await run(args, { ...env, GITHUB_REPOSITORY: "acme/shop" });
  expect(failed.code).toBe(4);
  expect(failed.stdout).toMatch(/✓ issue +Builder +https:\/\/github\.test\/acme\/shop\/issues\/8/u);
  expect(issues()).toMatchObject([
    {
      number: 8,
      title: "releaser prove: the gate check failed",
      labels: ["releaser", "releaser: Builder"],
      comments: [],
    },
  ]);
  const [issue] = issues();
  const body = issue?.body ?? "";
  for (const part of [
    /^`releaser prove` needs \*\*Builder\*\*\./u,
    /\*\*✗ `E_GATE_FAILED`\*\* the gate check failed/u,
    /→ \*\*Builder\*\*: /u,
    /The run: https:\/\/github\.test\/acme\/shop\/actions\/runs\/42/u,
    /<!-- releaser: prove escalates to Builder -->$/u,
  ]) {
    expect(body).toMatch(part);
  }
  expect(body).not.toContain("swordfish");
  // What the gate printed stands in a fence that it cannot close.
  expect(body).toMatch(/^(`{4,})text\n[\s\S]*@everyone look: \[x\][\s\S]*\n\1$/mu);

  const before = writes(log).length;
  await run(args, { ...env, GITHUB_REPOSITORY: "acme/shop" });
  expect([issues().length, writes(log).slice(before)]).toEqual([1, ["PATCH /repos/acme/shop/issues/8 200"]]);
  await run(args, { ...env, GITHUB_REPOSITORY: "acme/shop", GITHUB_RUN_ID: "43" });
  expect([issues().length, issues()[0]?.body?.includes("/runs/43")]).toEqual([1, true]);

  rmSync(join(dir, ".releaser/evidence"), { recursive: true });
  writeFileSync(join(dir, ".releaser/mended"), "");
  expect(await run(args)).toMatchObject({ code: 0 });
  expect(issues()).toMatchObject([
    { number: 8, state: "closed", comments: [{ body: expect.stringMatching(/^`releaser prove` holds again\./u) }] },
  ]);
});

test("nothing is escalated unless told twice, and where it may not be that is said beside what failed", async () => {
  const { issues, log, run } = await watched();
  const quiet = await run(["prove", "HEAD", "--escalate"]);
  expect([quiet.code, quiet.stdout]).toEqual([
    4,
    expect.stringContaining("! nothing is escalated: an issue goes outward"),
  ]);
  expect(await run(["prove", "HEAD", "--outward"])).toMatchObject({ code: 4 });
  expect(log).toEqual([]);
  const refused = await run(["prove", "HEAD", "--escalate", "--outward"], { GITHUB_TOKEN: "reader" });
  expect([refused.code, refused.stdout]).toEqual([
    4,
    expect.stringMatching(/! not escalated: GitHub does not let this run/u),
  ]);
  const unknown = await run(["prove", "no-such-commit", "--escalate", "--outward"]);
  expect([unknown.code, issues()]).toEqual([2, []]);
});
