import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Clock, type Failure, reconcile, type Resource } from "@releaser/core";
import { cleanEnv, linkNx, nxIgnored, nxJson, repo, startProgram, tempDir } from "@releaser/testkit";
import { openExec } from "@releaser/workspace";
import { expect, test } from "vitest";
import { gateResource, type EvidenceStore, type Gate, openEvidence } from "../src/index.ts";

const identity = { commit: "c".repeat(40), tree: "d".repeat(40) };

const clock: Clock = {
  now: () => new Date(),
  elapsed: () => performance.now(),
  sleep: () => Promise.resolve(),
};

interface Stage {
  readonly root: string;
  readonly evidence: EvidenceStore;
  resource(script: string, more?: Partial<Gate>, options?: { readonly signal?: AbortSignal }): Resource;
}

/** A folder with evidence and gates that run a line of JavaScript. */
function stage(env: Readonly<Record<string, string>> = {}): Stage {
  const root = tempDir();
  const evidence = openEvidence(join(root, ".releaser/evidence.json"), identity);
  return {
    root,
    evidence,
    resource: (script, more = {}, options = {}) =>
      gateResource({
        gate: {
          id: "check:it",
          title: "checking it",
          command: [process.execPath, "-e", script],
          cwd: ".",
          owner: "Builder",
          after: ["lint"],
          timeout: 20_000,
          retries: 0,
          output: "tail",
          ...more,
        },
        root,
        evidence,
        exec: openExec(),
        clock,
        env: { ...cleanEnv(), ...env },
        log: join(root, ".releaser/logs"),
        after: ["skew"],
        ...options,
      }),
  };
}

const apply = (resource: Resource): Promise<void> => resource.apply({ is: "absent" });
const failureOf = (resource: Resource): Promise<Failure | undefined> =>
  apply(resource).then(
    () => undefined,
    (error: unknown) => (error as { readonly failure?: Failure }).failure,
  );

test("a gate is absent until it ran; then it holds, with what it took", async () => {
  const { resource, evidence } = stage();
  const gate = resource("console.log('fine')");
  expect([gate.id, gate.stage, gate.title, gate.after]).toEqual([
    "gate:check:it",
    "proven",
    "checking it",
    ["skew", "gate:lint"],
  ]);
  expect(await gate.observe()).toEqual({ is: "absent" });
  await apply(gate);
  const seen = evidence.read()?.gates[0];
  expect(seen).toEqual({
    id: "check:it",
    command: expect.stringContaining("console.log"),
    verdict: "pass",
    attempts: [{ exit: 0, ms: expect.any(Number), started: expect.stringMatching(/^\d{4}-.*Z$/u) }],
    owner: "Builder",
  });
  expect(await gate.observe()).toEqual({ is: "equal", seen });
  expect(gate.describe?.(seen)).toMatch(/^passed in \d+\.\d s$/u);
});

test("a gate that fails says whose turn it is, the end of its output, how to repeat it and where all of it lies", async () => {
  const { resource, root } = stage({ DEPLOY_TOKEN: "swordfish-1" });
  const script =
    "for (let i = 0; i < 50; i += 1) console.log('line ' + i); console.error('\\u001b[31mnpm_" +
    "a".repeat(36) +
    " ' + process.env.DEPLOY_TOKEN); process.exit(3)";
  const gate = resource(script, { command: [process.execPath, "check.cjs"], owner: "Verifier/Observer" });
  writeFileSync(join(root, "check.cjs"), script);
  const failure = await failureOf(gate);
  expect(failure).toMatchObject({
    code: "E_GATE_FAILED",
    exit: 4,
    who: "Verifier/Observer",
    what: "the gate check:it failed",
    retryable: false,
  });
  expect(failure?.why).toMatch(/exited with 3; the end of what it printed:\n… 21 lines above\nline 21\n/u);
  expect(failure?.why).toMatch(/line 49\nnpm_\*\*\* \*\*\*$/u);
  expect(failure?.next).toBe(
    `${process.execPath} check.cjs   # then mend what it says; all of its output: .releaser/logs/check-it.log`,
  );
  const log = readFileSync(join(root, ".releaser/logs/check-it.log"), "utf8");
  expect([log.includes("line 0\n"), log.includes("swordfish"), log.includes("aaaa")]).toEqual([true, false, false]);
  expect(await gate.observe()).toMatchObject({ is: "different", why: "failed, exit 3", replaceable: true });
});

test("a gate that fails and then passes for the same commit is flaky until it passed three times in a row", async () => {
  const { resource, root } = stage();
  const gate = resource("process.exit(require('node:fs').existsSync('mended') ? 0 : 1)");
  expect(await failureOf(gate)).toMatchObject({ code: "E_GATE_FAILED" });
  writeFileSync(join(root, "mended"), "");
  const flaky = { code: "E_GATE_FLAKY", exit: 4, who: "Verifier/Observer", retryable: true };
  expect(await failureOf(gate)).toMatchObject({
    ...flaky,
    why: "for this very commit it passed once and failed once, so its last word proves nothing",
  });
  expect(await gate.observe()).toMatchObject({ is: "different", why: "flaky: failed, passed" });
  expect(await failureOf(gate)).toMatchObject(flaky);
  expect(await failureOf(gate)).toBeUndefined();
  expect(await gate.observe()).toMatchObject({ is: "equal", seen: { verdict: "pass" } });
});

/** A script that fails so many times out of three, and says which time it is. */
function failing(times: number): string {
  return `
    const fs = require("node:fs");
    const nth = fs.existsSync("nth") ? Number(fs.readFileSync("nth", "utf8")) : 0;
    fs.writeFileSync("nth", String(nth + 1));
    console.log("time " + nth);
    process.exit(nth % 3 < ${times} ? 1 : 0);
  `;
}

test("a gate that may be tried again and fails one time in three is flaky, with its attempts and what it said when it failed", async () => {
  const { resource, root, evidence } = stage();
  const gate = resource(failing(1), { retries: 2 });
  expect(await failureOf(gate)).toMatchObject({
    code: "E_GATE_FLAKY",
    exit: 4,
    who: "Verifier/Observer",
    why: "for this very commit it passed once and failed once, so its last word proves nothing",
    next: expect.stringMatching(/all of its output: \.releaser\/logs\/check-it\.log$/u),
  });
  expect(evidence.read()?.gates).toMatchObject([{ verdict: "flaky", attempts: [{ exit: 1 }, { exit: 0 }] }]);
  const said = ["check-it.log", "check-it-2.log"].map((name) =>
    readFileSync(join(root, ".releaser/logs", name), "utf8"),
  );
  expect(said).toEqual(["time 0\n", "time 1\n"]);
  expect(await gate.observe()).toMatchObject({ is: "different", why: "flaky: failed, passed" });
});

test("a target of nx that is flaky runs each time it is tried again: what nx remembers proves nothing of it", async () => {
  const targetDefaults = { e2e: { cache: true } };
  const world = repo()
    .file("nx.json", JSON.stringify({ ...nxJson, plugins: [], targetDefaults }))
    .file(".gitignore", nxIgnored)
    .pkg("@s/a@1.4.0", { scripts: { e2e: "node ../../.nx/e2e.cjs" } });
  const { root, resource } = stage({
    NX_NO_CLOUD: "true",
    NX_CACHE_DIRECTORY: ".nx/cache",
    NX_WORKSPACE_DATA_DIRECTORY: ".nx/workspace-data",
  });
  world.write(root);
  linkNx(root);
  mkdirSync(join(root, ".nx"));
  writeFileSync(join(root, ".nx/e2e.cjs"), failingOnce(join(root, ".nx/times")));
  const command = [process.execPath, "node_modules/nx/dist/bin/nx.js", "run", "@s/a:e2e"];
  const gate = resource("", { command, timeout: 100_000 });
  expect(await failureOf(gate)).toMatchObject({ code: "E_GATE_FAILED" });
  expect(await failureOf(gate)).toMatchObject({ code: "E_GATE_FLAKY" });
  expect(await failureOf(gate)).toMatchObject({ code: "E_GATE_FLAKY" });
  expect(await failureOf(gate)).toBeUndefined();
  expect(readFileSync(join(root, ".nx/times"), "utf8")).toBe("xxxx");
});

/** A script that fails the first time, and notes each time in a file. */
function failingOnce(file: string): string {
  return `
    const fs = require("node:fs");
    fs.appendFileSync(${JSON.stringify(file)}, "x");
    process.exit(fs.readFileSync(${JSON.stringify(file)}, "utf8") === "x" ? 1 : 0);
  `;
}

test("one that always fails has failed, after as many tries as it has, and one that may not be tried again after one", async () => {
  const patient = stage();
  const gate = patient.resource(failing(3), { retries: 2 });
  expect(await failureOf(gate)).toMatchObject({ code: "E_GATE_FAILED", why: expect.stringContaining("time 2") });
  expect(patient.evidence.read()?.gates).toMatchObject([
    { verdict: "fail", attempts: [{ exit: 1 }, { exit: 1 }, { exit: 1 }] },
  ]);
  const strict = stage();
  expect(await failureOf(strict.resource(failing(1)))).toMatchObject({ code: "E_GATE_FAILED" });
  expect(strict.evidence.read()?.gates[0]?.attempts).toHaveLength(1);
});

test("evidence about another command counts as none", async () => {
  const { resource, evidence } = stage();
  expect(await failureOf(resource("process.exit(1)"))).toBeDefined();
  const mended = resource("process.exit(0)");
  expect(await mended.observe()).toEqual({ is: "absent" });
  await apply(mended);
  expect(evidence.read()?.gates.map(({ verdict, attempts }) => [verdict, attempts.length])).toEqual([["pass", 1]]);
});

test("a gate that is skipped runs nothing, and holds with its reason; once it is not skipped any more it is absent", async () => {
  const { resource, root } = stage();
  const script = "require('node:fs').writeFileSync('ran', '')";
  const skipped = resource(script, { skip: "covered elsewhere" });
  await apply(skipped);
  const seen = await skipped.observe();
  expect(seen).toMatchObject({ is: "equal", seen: { verdict: "skipped", attempts: [], reason: "covered elsewhere" } });
  expect(skipped.describe?.("seen" in seen ? seen.seen : undefined)).toBe("skipped: covered elsewhere");
  expect(existsSync(join(root, "ran"))).toBe(false);
  expect(await resource(script).observe()).toEqual({ is: "absent" });
});

test("a gate that takes too long is ended, with what it started, and counts as failed", async () => {
  const { resource, root } = stage();
  const failure = await failureOf(resource(grandparent(root), { timeout: 1500 }));
  expect(failure?.why).toMatch(/was ended after 0\.025 minutes/u);
  await expectEnded(root);
});

test("a gate that is aborted leaves no process and no verdict, but its output", async () => {
  const { resource, root, evidence } = stage();
  const controller = new AbortController();
  const running = apply(resource(grandparent(root), {}, { signal: controller.signal }));
  await until(() => existsSync(join(root, "pid")));
  controller.abort(new Error("interrupted"));
  await expect(running).rejects.toThrow("interrupted");
  await expectEnded(root);
  expect(evidence.read()).toBeUndefined();
  expect(readFileSync(join(root, ".releaser/logs/check-it.log"), "utf8")).toBe("begun\n");
});

test("a program or a folder that is not there, or is none, is a matter of configuration", async () => {
  const { resource, root } = stage();
  expect(await failureOf(resource("", { command: ["no-such-program"] }))).toMatchObject({
    code: "E_GATE_NOT_STARTED",
    exit: 2,
    who: "you",
  });
  expect(await failureOf(resource("", { cwd: "no/such/folder" }))).toMatchObject({ code: "E_GATE_NOT_STARTED" });
  writeFileSync(join(root, "check.sh"), "#!/bin/sh\n");
  expect(await failureOf(resource("", { command: ["./check.sh"] }))).toMatchObject({
    code: "E_GATE_NOT_STARTED",
    why: "./check.sh may not be executed",
  });
  expect(await failureOf(resource("", { cwd: "check.sh" }))).toMatchObject({ code: "E_GATE_NOT_STARTED" });
});

test("reconciling gates runs each once, and blocks what comes after one that failed", async () => {
  const { resource, root } = stage();
  const count = (name: string, exit: number): Resource => ({
    ...resource(`require('node:fs').appendFileSync('${name}', 'x'); process.exit(${exit})`, {
      id: name,
      after: name === "last" ? ["bad"] : [],
    }),
  });
  const gates = [count("good", 0), count("bad", 1), count("last", 0)].map((gate) => ({
    ...gate,
    after: (gate.after ?? []).filter((id) => id !== "skew"),
  }));
  const run = (): Promise<readonly { readonly verdict: string }[]> =>
    reconcile(gates, { mode: "apply", clock, report: () => {} });
  expect((await run()).map(({ verdict }) => verdict)).toEqual(["applied", "failed", "blocked"]);
  expect((await run()).map(({ verdict }) => verdict)).toEqual(["held", "failed", "blocked"]);
  expect(
    ["good", "bad", "last"].map((name) => (existsSync(join(root, name)) ? readFileSync(join(root, name), "utf8") : "")),
  ).toEqual(["x", "xx", ""]);
});

test("a pinned package manager is neither fetched nor does it install on the way", async () => {
  const { resource, root } = stage();
  const manifest = {
    name: "x",
    packageManager: "pnpm@9.12.0",
    scripts: { lint: "node -p 6*7" },
    dependencies: { "no-such-package-anywhere": "1.0.0" },
  };
  writeFileSync(join(root, "package.json"), JSON.stringify(manifest));
  writeFileSync(join(root, "pnpm-workspace.yaml"), "verifyDepsBeforeRun: install\n");
  await apply(resource("", { command: ["pnpm", "run", "lint"] }));
  expect(readFileSync(join(root, ".releaser/logs/check-it.log"), "utf8")).toMatch(/^42$/mu);
  expect(readdirSync(root).toSorted()).toEqual([".releaser", "package.json", "pnpm-workspace.yaml"]);
});

test("evidence survives a kill at any instant: the file is whole, with all that was recorded before", async () => {
  const dir = tempDir();
  const file = join(dir, "evidence.json");
  const script = `
    import { openEvidence } from ${JSON.stringify(join(import.meta.dirname, "../src/index.ts"))};
    const store = openEvidence(${JSON.stringify(file)}, ${JSON.stringify(identity)});
    const gate = (id) => ({ id, command: "x".repeat(5000), verdict: "pass", attempts: [], owner: "Builder" });
    for (let at = 0; ; at += 1) { await store.record(gate("g" + (at % 40))); if (at % 10 === 0) console.log("recorded " + at); }`;
  for (const wait of [3, 17, 40]) {
    const writer = startProgram([process.execPath, "--input-type=module", "-e", script]);
    await writer.line(/recorded 20$/u);
    await new Promise((resolve) => void setTimeout(resolve, wait));
    writer.kill("SIGKILL");
    await writer.done;
    const read = openEvidence(file, identity).read();
    expect(read?.gates.length).toBeGreaterThanOrEqual(20);
  }
});

/** Starts a child that stays, which is a grandchild of the test, notes its id, and stays too. */
function grandparent(root: string): string {
  const child = `require("node:fs").writeFileSync(${JSON.stringify(join(root, "pid"))}, String(process.pid)); setInterval(() => {}, 1000)`;
  return `console.log("begun"); require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(child)}], { stdio: "inherit" }); setInterval(() => {}, 1000)`;
}

async function expectEnded(root: string): Promise<void> {
  const pid = Number(readFileSync(join(root, "pid"), "utf8"));
  await until(() => !isAlive(pid));
  expect(isAlive(pid)).toBe(false);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
  } catch {
    return false;
  }
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 100 && !holds(); tries += 1) await new Promise((resolve) => void setTimeout(resolve, 50));
}
