import { expect, test } from "vitest";
import { describeHistory, historyOf } from "../src/gate-history.ts";
import type { Evidence, GateEvidence, GateVerdict, PastGate } from "../src/evidence.ts";

const day = (nth: number): string => `2026-11-${String(nth).padStart(2, "0")}T00:00:00.000Z`;
const past = (nth: number, verdict: PastGate["verdict"]): PastGate => ({
  commit: `c${nth}`,
  verdict,
  started: day(nth),
});

function evidence(nth: number, verdict: GateVerdict, history: readonly PastGate[] = []): Evidence {
  const attempts = verdict === "skipped" ? [] : [{ exit: 0, ms: 1, started: day(nth) }];
  const gate: GateEvidence = { id: "test", command: "x", verdict, attempts, owner: "Owner", history };
  return { schema: "evidence.v1", commit: `c${nth}`, tree: "t", gates: [gate] };
}

test("the history is that of all that is known, each commit once, the newest first, without the commit itself", () => {
  const known = [
    evidence(1, "pass"),
    evidence(4, "flaky", [past(2, "fail"), past(1, "pass")]),
    evidence(5, "pass"),
    evidence(3, "skipped", [past(2, "fail")]),
  ];
  expect(historyOf(known, "test", "c5")).toEqual([past(4, "flaky"), past(2, "fail"), past(1, "pass")]);
  expect(historyOf(known, "lint", "c5")).toEqual([]);
});

test("no more than ten commits are kept, however long it goes on", () => {
  let last = evidence(1, "pass");
  for (let nth = 2; nth <= 25; nth += 1) last = evidence(nth, "pass", historyOf([last], "test", `c${nth}`));
  expect(historyOf([last], "test", "new").map(({ commit }) => commit)).toEqual(
    Array.from({ length: 10 }, (_, index) => `c${25 - index}`),
  );
});

test.each([
  [[], undefined],
  [["pass", "fail"], undefined],
  [["flaky"], "flaky for the last commit"],
  [["flaky", "pass", "flaky"], "flaky in 2 of the last 3 commits"],
] as const)("of %j it is told: %s", (verdicts, told) => {
  expect(describeHistory(verdicts.map((verdict, nth) => past(nth, verdict)))).toBe(told);
});
