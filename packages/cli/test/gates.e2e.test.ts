import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { validateDocument } from "@releaser/gates";
import { gitRepo, type GitRepo, releaser, repositoryRoot, startReleaser, tempDir, type World } from "@releaser/testkit";
import { expect, test } from "vitest";
import type { Config } from "../src/config/config.ts";
import { statusIn } from "./documents.ts";
import { acme } from "./worlds.ts";

const library = { type: "module", exports: "./index.js", files: ["index.js"] } as const;

/** A versioned repository whose gates are as the configuration says; `gate.mjs` is what they run. */
async function proving(
  gates: Config["gates"],
  script: string,
  change = (world: World): World => world,
  config: Config = {},
): Promise<GitRepo> {
  const world = change(acme())
    .file("gate.mjs", script)
    .file("releaser.config.json", `${JSON.stringify({ gates, ...config }, undefined, 2)}\n`);
  const repo = gitRepo(world);
  expect(await releaser(["version"], { cwd: repo.dir })).toMatchObject({ code: 0, stderr: "" });
  return repo;
}

/** The evidence of HEAD, which fits its contract. */
function evidenceOf({ dir, git }: GitRepo): { readonly gates: readonly object[] } {
  const evidence: unknown = JSON.parse(
    readFileSync(join(dir, `.releaser/evidence/${git("rev-parse", "HEAD")}.json`), "utf8"),
  );
  expect(validateDocument(join(repositoryRoot, ".sentinel"), "evidence.v1", evidence)).toEqual([]);
  return evidence as { readonly gates: readonly object[] };
}

/** Fails so many times out of three. */
const failing = `
  import { existsSync, readFileSync, writeFileSync } from "node:fs";
  const [, , times, count] = process.argv;
  const nth = existsSync(count) ? Number(readFileSync(count, "utf8")) : 0;
  writeFileSync(count, String(nth + 1));
  console.log("time", nth);
  process.exit(nth % 3 < Number(times) ? 1 : 0);
`;

test("a gate that fails one time in three is flaky with its attempts, exit 4, for Verifier/Observer; one that always fails has failed, for its owner", async () => {
  const count = join(tempDir(), "count");
  const repo = await proving(
    {
      sometimes: { run: ["node", "gate.mjs", "1", `${count}-sometimes`], owner: "Builder", retries: 2 },
      never: { run: ["node", "gate.mjs", "3", `${count}-never`], owner: "Builder", retries: 2 },
      always: { run: ["node", "gate.mjs", "0", `${count}-always`], owner: "Owner" },
    },
    failing,
  );
  const ran = await releaser(["prove", "--json"], { cwd: repo.dir });
  const { exit, resources, failures } = statusIn(ran);
  expect(exit).toBe(4);
  expect(failures.map(({ code, who, why }) => [code, who, why])).toEqual([
    [
      "E_GATE_FLAKY",
      "Verifier/Observer",
      "for this very commit it passed once and failed once, so its last word proves nothing",
    ],
    ["E_GATE_FAILED", "Builder", expect.stringMatching(/exited with 1; the end of what it printed:\ntime 2$/u)],
  ]);
  expect(resources.filter(({ id }) => id.startsWith("gate:")).map(({ id, verdict }) => [id, verdict])).toEqual([
    ["gate:sometimes", "failed"],
    ["gate:never", "failed"],
    ["gate:always", "applied"],
  ]);
  expect(evidenceOf(repo).gates).toMatchObject([
    { id: "always", verdict: "pass", attempts: [{ exit: 0 }] },
    { id: "never", verdict: "fail", attempts: [{ exit: 1 }, { exit: 1 }, { exit: 1 }] },
    { id: "sometimes", verdict: "flaky", attempts: [{ exit: 1 }, { exit: 0 }] },
  ]);
  // Progress: each try says that it begins, and nothing is drawn over where nobody looks.
  const begun = ran.stderr.split("\n").filter((line) => line.startsWith("  ▸ "));
  expect(begun.toSorted()).toEqual(
    ["always", "never", "never", "never", "sometimes", "sometimes"].map((id) =>
      expect.stringContaining(` gate      ${id} `),
    ),
  );
  expect(
    begun.filter((line) => line.includes("running never")).map((line) => line.trimEnd().split("never").at(-1)),
  ).toEqual(["", ", try 2 of 3", ", try 3 of 3"]);
  expect(ran.stderr).not.toMatch(/[\r\u001B]/u);
});

test("a gate that hangs is stopped at its timeout with its output shown, and all that it started is gone", async () => {
  const place = tempDir();
  const repo = await proving(
    { hangs: { run: ["node", "gate.mjs", place], timeoutMinutes: 0.05 } },
    `
      import { spawn } from "node:child_process";
      import { writeFileSync } from "node:fs";
      const place = process.argv[2];
      const stay = (name) => \`require("node:fs").writeFileSync(\${JSON.stringify(place + "/" + name)}, String(process.pid)); setInterval(() => {}, 1000)\`;
      spawn(process.execPath, ["-e", stay("child")], { stdio: "inherit" });
      spawn(process.execPath, ["-e", stay("daemon")], { stdio: "ignore", detached: true }).unref();
      process.on("SIGTERM", () => console.log("does not want to end"));
      console.log("waits for what never comes");
      setInterval(() => {}, 1000);
    `,
  );
  const ran = await releaser(["prove"], { cwd: repo.dir });
  expect(ran.code).toBe(4);
  expect(ran.stdout).toMatch(
    /✗ gate +hangs +E_GATE_FAILED\n.*\n.* was ended after 0\.05 minutes; the end of what it printed:\n +waits for what never comes\n +does not want to end\n +→ Verifier\/Observer: .*all of its output: \.releaser\/logs\/1\.5\.0\/hangs\.log/u,
  );
  const pids = ["child", "daemon"].map((name) => Number(readFileSync(join(place, name), "utf8")));
  expect(await Promise.all(pids.map((pid) => isGone(pid)))).toEqual([true, true]);
  expect(evidenceOf(repo).gates).toMatchObject([{ id: "hangs", verdict: "fail", attempts: [{ exit: null }] }]);
});

test("a line tells of a gate while it runs, and Ctrl-C ends it without a verdict", async () => {
  const repo = await proving({ slow: { run: "node gate.mjs" } }, "setInterval(() => {}, 1000);\n");
  const run = startReleaser(["prove"], { cwd: repo.dir });
  expect(await run.line(/▸/u)).toMatch(/^ {2}▸ gate +slow +running slow$/u);
  run.kill("SIGINT");
  expect(await run.done).toMatchObject({ code: 130 });
  expect(existsSync(join(repo.dir, `.releaser/evidence/${repo.git("rev-parse", "HEAD")}.json`))).toBe(false);
});

test("a gate that writes what is tracked proves nothing, and one that writes beside it does", async () => {
  const repo = await proving(
    { mends: { run: "node gate.mjs" } },
    'import { appendFileSync } from "node:fs";\nappendFileSync(process.env.FILE, "// mended\\n");\n',
  );
  const evidence = join(repo.dir, `.releaser/evidence/${repo.git("rev-parse", "HEAD")}.json`);
  const ran = await releaser(["prove"], { cwd: repo.dir, env: { FILE: "gate.mjs" } });
  expect([ran.code, existsSync(evidence)]).toEqual([2, false]);
  expect(ran.stdout).toMatch(/✗ gate +mends +E_GATE_UNSETTLED\n.*\n +while it ran, gate\.mjs became other/u);
  repo.git("checkout", "--quiet", ".");

  expect(await releaser(["prove"], { cwd: repo.dir, env: { FILE: "report.txt" } })).toMatchObject({ code: 0 });
  expect(evidenceOf(repo).gates).toMatchObject([{ id: "mends", verdict: "pass" }]);
});

test("what a validator of contracts says is shown in full, of others the end and where all of it is", async () => {
  const repo = await proving(
    { long: { run: "node gate.mjs" } },
    'for (let n = 1; n <= 200; n += 1) console.log("error", n);\nprocess.exit(1);\n',
    (world) =>
      world.sentinel("0.2.0", { name: "@acme/sentinel", scripts: { "validate:contracts": "node ../gate.mjs" } }),
  );
  const { failures } = statusIn(await releaser(["prove", "--json"], { cwd: repo.dir }));
  const shown = Object.fromEntries(
    failures.map(({ details, why }) => [
      details?.["gate"],
      why.split("\n").filter((line) => line.startsWith("error ")),
    ]),
  );
  expect(shown["sentinel:contracts"]).toHaveLength(200);
  expect(shown["long"]).toEqual(Array.from({ length: 30 }, (_, index) => `error ${171 + index}`));
});

test("a feature branch is proved before anything was released; contracts that no script validates are validated here, every error told", async () => {
  const contract = {
    contract: "report.v1",
    description: "What a run reports.",
    schema: {
      type: "object",
      required: ["ok", "name"],
      properties: { ok: { type: "boolean" }, name: { type: "string" }, size: { type: "integer" } },
    },
  };
  const fixtures = ".sentinel/contracts/fixtures/report.v1";
  const repo = gitRepo(
    acme()
      .root({ scripts: { lint: "node --version" } })
      .file(".sentinel/contracts/report.v1.json", JSON.stringify(contract))
      .file(`${fixtures}/good/wrong.json`, '{ "ok": 1, "size": "2" }')
      .file(`${fixtures}/bad/right.json`, '{ "ok": true, "name": "x" }'),
  );
  repo.git("switch", "--quiet", "--create", "feature");
  const proved = statusIn(await releaser(["prove", "--json"], { cwd: repo.dir }));
  expect(proved.resources.map(({ id, verdict }) => [id.replace(/^skew:.*/u, "skew"), verdict])).toEqual([
    ["skew", "held"],
    ["gate:lint", "applied"],
    ["gate:sentinel:contracts", "failed"],
  ]);
  const [failure] = proved.failures;
  expect(failure).toMatchObject({ code: "E_GATE_FAILED", who: "Verifier/Observer" });
  expect(failure?.next).toContain("pnpm exec releaser prove HEAD --gate sentinel:contracts   #");
  expect(failure?.why.split("\n").slice(1)).toEqual([
    "✗ contracts/report.v1.json",
    "    contracts/fixtures/report.v1/bad/right.json passes, and should fail",
    `    contracts/fixtures/report.v1/good/wrong.json: / must have required property 'name'`,
    "    contracts/fixtures/report.v1/good/wrong.json: /ok must be boolean",
    "    contracts/fixtures/report.v1/good/wrong.json: /size must be integer",
    "1 contracts, 2 fixtures, 1 with problems",
  ]);

  writeFileSync(join(repo.dir, fixtures, "good/wrong.json"), '{ "ok": true, "name": "x" }');
  writeFileSync(join(repo.dir, fixtures, "bad/right.json"), "{}");
  repo.commit("mended");
  const again = statusIn(
    await releaser(["prove", "HEAD", "--gate", "sentinel:contracts", "--json"], { cwd: repo.dir }),
  );
  expect([again.ok, again.resources.length]).toEqual([true, 2]);
  const unknown = await releaser(["prove", "HEAD", "--gate", "lnt"], { cwd: repo.dir });
  expect([unknown.code, unknown.stderr]).toEqual([
    2,
    expect.stringContaining("there is no gate lnt; there are lint, sentinel:contracts"),
  ]);
});

test("the last line tells what to type next, whatever came of it", async () => {
  const { dir: cwd } = gitRepo(acme().root({ scripts: { lint: "node --version", test: "exit 1" } }));
  const lastOf = async (...args: readonly string[]): Promise<string | undefined> =>
    (await releaser(["prove", ...args], { cwd })).stdout.split("\n").at(-2);
  expect([
    await lastOf("--dry-run"),
    await lastOf("main", "--gate", "test", "--dry-run"),
    await lastOf("HEAD", "--gate", "lint"),
    await lastOf("HEAD", "--gate", "test"),
    await lastOf("HEAD"),
  ]).toEqual([
    "next: releaser prove HEAD",
    "next: releaser prove main --gate test",
    "next: releaser plan (what would be released)",
    "next: mend what is marked ✗ and commit it, then releaser prove HEAD --gate test",
    "next: mend what is marked ✗ and commit it, then releaser prove HEAD",
  ]);

  // A release is one commit, so it is never mended.
  expect(await releaser(["version"], { cwd })).toMatchObject({ code: 0 });
  expect([await lastOf("--dry-run"), await lastOf("--gate", "lint"), await lastOf("1.5.0", "--gate", "test")]).toEqual([
    "next: releaser prove 1.5.0",
    "next: releaser publish 1.5.0 --outward",
    "next: releaser prove 1.5.0 --gate test where its cause lay outside; else mend it in a new commit, which is a new release",
  ]);
});

test("a gate is a target of nx, or a script of a package, run by the package manager of the repository", async () => {
  const repo = await proving(
    { target: { nx: "@acme/core:check" }, script: { script: "check", cwd: "packages/cli" } },
    'console.log("ran in", process.cwd());\n',
    (world) =>
      world
        .file("nx.json", "{}\n")
        .pkg("@acme/core@1.2.0", { ...library, scripts: { check: "node ../../gate.mjs" } })
        .pkg("@acme/cli@1.4.0", {
          ...library,
          dependencies: { "@acme/core": "workspace:~" },
          scripts: { check: "node ../../gate.mjs" },
        }),
  );
  symlinkSync(join(repositoryRoot, "node_modules"), join(repo.dir, "node_modules"));
  const proved = await releaser(["prove", "--json"], { cwd: repo.dir, env: { NX_DAEMON: "false" } });
  expect(statusIn(proved)).toMatchObject({ ok: true });
  expect(evidenceOf(repo).gates).toMatchObject([
    { id: "script", verdict: "pass", command: "cd packages/cli && pnpm run check" },
    { id: "target", verdict: "pass", command: "pnpm exec nx run @acme/core:check" },
  ]);
  const said = ["script", "target"].map(
    (id) => readFileSync(join(repo.dir, `.releaser/logs/1.5.0/${id}.log`), "utf8").match(/ran in .*/u)?.[0],
  );
  expect(said).toEqual(["cli", "core"].map((name) => `ran in ${join(repo.dir, "packages", name)}`));
});

test("a gate tells how it was for earlier commits: from the release page, on a machine that saw none of them", async () => {
  const page = tempDir();
  const count = join(tempDir(), "count");
  const repo = await proving(
    { sometimes: { run: ["node", "gate.mjs", "1", count], retries: 1 } },
    failing,
    (world) => world,
    { page: { kind: "directory", path: page } },
  );
  expect(await releaser(["prove"], { cwd: repo.dir })).toMatchObject({ code: 4 });
  const first = repo.git("rev-parse", "HEAD");
  mkdirSync(join(page, "v1.5.0"), { recursive: true });
  const kept = readFileSync(join(repo.dir, `.releaser/evidence/${first}.json`));
  writeFileSync(join(page, "v1.5.0/evidence.json"), kept);
  writeFileSync(join(page, "v1.5.0/body.md"), "");
  const record = { tag: "v1.5.0", title: "", marker: { plan: "", checksums: "" }, draft: false, prerelease: false };
  writeFileSync(join(page, "v1.5.0/release.json"), JSON.stringify(record));
  rmSync(join(repo.dir, ".releaser"), { recursive: true });

  repo.commit("nothing that matters");
  const later = statusIn(await releaser(["prove", "HEAD", "--json"], { cwd: repo.dir }));
  expect(later.resources.find(({ id }) => id === "gate:sometimes")).toMatchObject({
    verdict: "applied",
    note: expect.stringMatching(/^passed in \d+\.\d s; flaky for the last commit$/u),
  });
  expect(evidenceOf(repo).gates).toMatchObject([{ verdict: "pass", history: [{ commit: first, verdict: "flaky" }] }]);
  writeFileSync(count, "3");
  repo.commit("nor this");
  const failed = statusIn(await releaser(["prove", "HEAD", "--json"], { cwd: repo.dir }));
  expect(failed.failures.map(({ code, why }) => [code, why])).toEqual([
    ["E_GATE_FLAKY", expect.stringMatching(/proves nothing; it was flaky in 1 of the last 2 commits$/u)],
  ]);
});

test("a licence that is not allowed is told with the way that brings it, for the Owner, until it is excepted with a reason", async () => {
  const licences = { allow: ["MIT"] };
  const repo = await proving(
    {},
    "",
    (world) => world.pkg("@acme/core@1.2.0", { ...library, dependencies: { "copied-left": "^1.0.0" } }),
    { licences },
  );
  const manifest = join(repo.dir, "node_modules/copied-left/package.json");
  mkdirSync(dirname(manifest), { recursive: true });
  writeFileSync(manifest, '{ "name": "copied-left", "version": "1.0.3", "license": "GPL-3.0-only" }');
  mkdirSync(join(repo.dir, "node_modules/@acme"));
  symlinkSync(join(repo.dir, "packages/core"), join(repo.dir, "node_modules/@acme/core"));
  const first = statusIn(await releaser(["prove", "--json"], { cwd: repo.dir }));
  expect(first.failures).toMatchObject([{ code: "E_GATE_FAILED", who: "Owner", details: { gate: "licences" } }]);
  expect(first.failures[0]?.why).toContain("\n✗ copied-left@1.0.3 is under GPL-3.0-only: @acme/core > copied-left\n");

  const exceptions = { "copied-left": { licence: "GPL-3.0-only", reason: "is run, not linked" } };
  writeFileSync(join(repo.dir, "releaser.config.json"), JSON.stringify({ licences: { ...licences, exceptions } }));
  repo.commit("excepted");
  const excepted = statusIn(await releaser(["prove", "HEAD", "--json"], { cwd: repo.dir }));
  const command = expect.stringMatching(
    /^pnpm exec releaser prove HEAD --gate licences {3}# policy [0-9a-f]{8}$/u,
  ) as string;
  expect([excepted.exit, evidenceOf(repo).gates]).toMatchObject([0, [{ id: "licences", verdict: "pass", command }]]);
});

async function isGone(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 100; tries += 1) {
    const stat = existsSync(`/proc/${pid}/stat`) ? readFileSync(`/proc/${pid}/stat`, "utf8") : "";
    if (stat === "" || stat.includes(") Z ")) return true;
    await sleep(50);
  }
  return false;
}
