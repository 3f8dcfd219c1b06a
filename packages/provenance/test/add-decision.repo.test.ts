import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "@releaser/core";
import { repositoryRoot, startProgram, tempDir } from "@releaser/testkit";
import { expect, test } from "vitest";
import { addDecision, type AddDecisionOptions, parseLedger } from "../src/index.ts";

const start = "## NEXT_ID\nD-0001\n";
const entry = join(repositoryRoot, "packages/provenance/src/index.ts");

function world(): { readonly root: string; readonly folder: string; readonly file: string } {
  const root = tempDir();
  const folder = join(root, ".sentinel");
  mkdirSync(folder);
  writeFileSync(join(folder, "DECISIONS.md"), start);
  return { root, folder, file: join(folder, "DECISIONS.md") };
}

/** Time that stands still, and tells how often it was waited for. */
function stillClock(onSleep: (count: number) => void = () => {}): Clock {
  let slept = 0;
  return {
    now: () => new Date("2026-11-27T00:00:00Z"),
    elapsed: () => 0,
    sleep: async () => {
      slept += 1;
      onSleep(slept);
      return await Promise.resolve();
    },
  };
}

function options(root: string, clock: Clock): AddDecisionOptions {
  const text = { author: "Ada", scope: "core", decision: "x", rationale: "y", outputs: "z", supersedes: "none" };
  return { root, clock, breakLock: false, draft: { date: "2026-11-27", ...text } };
}

test("fifty writers in five processes get an id each, and no entry is lost", async () => {
  const { root, folder, file } = world();
  const writer = `
    import { setTimeout } from "node:timers/promises";
    const { addDecision } = await import(${JSON.stringify(entry)});
    const clock = { now: () => new Date(), elapsed: () => performance.now(), sleep: async (ms) => await setTimeout(ms) };
    const given = ${JSON.stringify(options(root, stillClock()))};
    const ids = await Promise.all(Array.from({ length: 10 }, async () => await addDecision({ ...given, clock })));
    console.log(ids.join("\\n"));`;
  const ran = await Promise.all(
    Array.from(
      { length: 5 },
      async () => await startProgram([process.execPath, "--input-type=module", "-e", writer]).done,
    ),
  );
  expect(ran.map(({ code, stderr }) => [code, stderr])).toEqual(ran.map(() => [0, ""]));
  const ids = ran.flatMap(({ stdout }) => stdout.trim().split("\n"));
  const { entries, nextId, problems } = parseLedger(readFileSync(file, "utf8"));
  expect([new Set(ids).size, entries.length, nextId, problems]).toEqual([50, 50, "D-0051", []]);
  expect(readdirSync(folder)).toEqual(["DECISIONS.md"]);
});

test("a lock whose holder lives is waited for, and told when it stays; to break it does not help", async () => {
  const { root, file } = world();
  const lock = `{"pid":${process.pid},"time":"2026-11-27T00:00:00.000Z"}\n`;
  writeFileSync(`${file}.lock`, lock);
  await expect(addDecision({ ...options(root, stillClock()), breakLock: true })).rejects.toMatchObject({
    failure: { code: "E_LEDGER_LOCKED", exit: 8, retryable: true, details: { pid: `process ${process.pid}` } },
  });
  expect([readFileSync(file, "utf8"), readFileSync(`${file}.lock`, "utf8")]).toEqual([start, lock]);
});

test("a lock that is let go of meanwhile is taken", async () => {
  const { root, folder, file } = world();
  writeFileSync(`${file}.lock`, `${process.pid}\n`);
  const clock = stillClock((slept) => {
    if (slept === 3) rmSync(`${file}.lock`);
  });
  expect(await addDecision(options(root, clock))).toBe("D-0001");
  expect(readdirSync(folder)).toEqual(["DECISIONS.md"]);
});

test("a lock that is a link to nothing is stale, and is broken when told", async () => {
  const { root, folder, file } = world();
  symlinkSync(join(root, "nothing"), `${file}.lock`);
  await expect(addDecision(options(root, stillClock()))).rejects.toMatchObject({
    failure: { code: "E_LEDGER_LOCK_STALE", exit: 8, details: { pid: "an unknown process" } },
  });
  expect(await addDecision({ ...options(root, stillClock()), breakLock: true })).toBe("D-0001");
  expect(readdirSync(folder)).toEqual(["DECISIONS.md"]);
});

test("what is in doubt is told with the file that it stands in, and nothing is written", async () => {
  const { root, folder, file } = world();
  writeFileSync(join(folder, "DECISIONS.archive.md"), "```\nID: D-0001\n");
  const problems = [expect.stringMatching(/^\.sentinel\/DECISIONS\.archive\.md:1: a code fence/u) as string];
  await expect(addDecision(options(root, stillClock()))).rejects.toMatchObject({
    failure: { code: "E_LEDGER_INVALID", details: { problems } },
  });
  writeFileSync(file, "## NEXT_ID\nD-####\n");
  problems.unshift(expect.stringMatching(/^\.sentinel\/DECISIONS\.md:2: the ledger/u) as string);
  await expect(addDecision(options(root, stillClock()))).rejects.toMatchObject({
    failure: { code: "E_LEDGER_INVALID", details: { problems } },
  });
  expect(readFileSync(file, "utf8")).toBe("## NEXT_ID\nD-####\n");
});

test("a lock that cannot be read is told, and nothing is written", async () => {
  const { root, file } = world();
  mkdirSync(`${file}.lock`);
  await expect(addDecision(options(root, stillClock()))).rejects.toMatchObject({
    failure: { code: "E_LEDGER_WRITE", exit: 2 },
  });
  expect(readFileSync(file, "utf8")).toBe(start);
});
