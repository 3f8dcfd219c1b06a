import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tempDir } from "@releaser/testkit";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judge, renderEvidence, withGate } from "../src/evidence.ts";
import { type Evidence, type GateEvidence, openEvidence, parseEvidence } from "../src/index.ts";

const identity = { commit: "c".repeat(40), tree: "d".repeat(40) };
const started = "2026-11-23T00:00:00.000Z";
const passed = (id: string): GateEvidence => ({
  id,
  command: `run ${id}`,
  verdict: "pass",
  attempts: [{ exit: 0, ms: 5, started }],
  owner: "Builder",
});

const attempt = fc.record({
  exit: fc.option(fc.integer({ min: 0, max: 2 })),
  ms: fc.nat(),
  started: fc.constant(started),
});

describe("what attempts prove", () => {
  test.each([
    [[0], "pass"],
    [[1], "fail"],
    [[null], "fail"],
    [[1, 2, null], "fail"],
    [[1, 0], "flaky"],
    [[0, 1], "flaky"],
    [[1, 0, 0], "flaky"],
    [[1, 0, 0, 0], "pass"],
    [[1, 0, 0, 0, 1], "flaky"],
    [[0, 0, 0, 0], "pass"],
  ] as const)("exits %j: %s", (exits, verdict) => {
    expect(judge(exits.map((exit) => ({ exit, ms: 1, started })))).toBe(verdict);
  });
});

test("evidence reads back as it was written, and nothing else does", () => {
  const gate = fc.record<GateEvidence>(
    {
      id: fc.string(),
      command: fc.string(),
      verdict: fc.constantFrom("pass", "fail", "flaky", "skipped"),
      attempts: fc.array(attempt),
      owner: fc.constantFrom("Builder", "Verifier/Observer", "Owner", "Integrator/Owner", "you"),
      reason: fc.string(),
      history: fc.array(
        fc.record({
          commit: fc.string(),
          verdict: fc.constantFrom("pass", "fail", "flaky"),
          started: fc.constant(started),
        }),
      ),
    },
    { requiredKeys: ["id", "command", "verdict", "attempts", "owner"] },
  );
  fc.assert(
    fc.property(fc.array(gate), (gates) => {
      const evidence: Evidence = { schema: "evidence.v1", ...identity, gates };
      expect(parseEvidence(renderEvidence(evidence))).toEqual(evidence);
    }),
  );
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(parseEvidence(text)).toBeUndefined();
    }),
  );
});

test.each([
  ["half a file", renderEvidence({ schema: "evidence.v1", ...identity, gates: [passed("lint")] }).slice(0, -20)],
  ["another schema", JSON.stringify({ schema: "evidence.v2", ...identity, gates: [] })],
  ["another commit", JSON.stringify({ schema: "evidence.v1", ...identity, commit: "e".repeat(40), gates: [] })],
  ["another tree", JSON.stringify({ schema: "evidence.v1", ...identity, tree: "e".repeat(40), gates: [] })],
  [
    "an unknown verdict",
    JSON.stringify({ schema: "evidence.v1", ...identity, gates: [{ ...passed("lint"), verdict: "ok" }] }),
  ],
  [
    "an exit that is no number",
    JSON.stringify({
      schema: "evidence.v1",
      ...identity,
      gates: [{ ...passed("lint"), attempts: [{ exit: "0", ms: 1, started }] }],
    }),
  ],
  ["nothing", ""],
])("a file with %s counts as none, and is replaced", async (_, text) => {
  const file = join(tempDir(), "evidence.json");
  writeFileSync(file, text);
  const store = openEvidence(file, identity);
  expect(store.read()).toBeUndefined();
  await store.record(passed("lint"));
  expect(store.read()).toEqual({ schema: "evidence.v1", ...identity, gates: [passed("lint")] });
});

test("what is recorded at the same time is all kept, and nothing is left beside the file", async () => {
  const dir = join(tempDir(), "deep", "evidence");
  const store = openEvidence(join(dir, "c.json"), identity);
  const ids = Array.from({ length: 20 }, (_, at) => `gate-${String(at).padStart(2, "0")}`);
  await Promise.all(ids.map((id) => store.record(passed(id))));
  expect(store.read()?.gates.map(({ id }) => id)).toEqual(ids);
  expect(readdirSync(dir)).toEqual(["c.json"]);
});

test("a record that fails rejects, and the next one still counts", async () => {
  const dir = tempDir();
  const store = openEvidence(join(dir, "at", "c.json"), identity);
  writeFileSync(join(dir, "at"), "in the way");
  await expect(store.record(passed("lint"))).rejects.toThrow("ENOTDIR");
  mkdirSync(join(dir, "free"));
  const next = openEvidence(join(dir, "free", "c.json"), identity);
  await next.record(passed("lint"));
  expect(readFileSync(join(dir, "free", "c.json"), "utf8")).toContain('"verdict": "pass"');
});

test("what is known of a gate anew replaces what was known of it", () => {
  const evidence: Evidence = { schema: "evidence.v1", ...identity, gates: [passed("a"), passed("b")] };
  const failed: GateEvidence = { ...passed("a"), verdict: "fail" };
  expect(withGate(evidence, failed).gates).toEqual([failed, passed("b")]);
  expect(withGate(withGate(evidence, failed), failed)).toEqual(withGate(evidence, failed));
});
