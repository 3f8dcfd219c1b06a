import type { Evidence, PastGate } from "./evidence.ts";

/** So many commits tell whether a gate is one that changes its mind. */
const mostPast = 10;

/**
 * What a gate came to for other commits than this one, the newest first: from their own evidence, and from what that knew of
 * those before. A gate that was skipped came to nothing.
 */
export function historyOf(past: readonly Evidence[], id: string, commit: string): readonly PastGate[] {
  const all = past.flatMap((evidence) => pastOf(evidence, id)).filter((one) => one.commit !== commit);
  const newest = all.toSorted((a, b) => (a.started < b.started ? 1 : -1));
  return newest.filter((one, at) => newest.findIndex((other) => other.commit === one.commit) === at).slice(0, mostPast);
}

function pastOf({ commit, gates }: Evidence, id: string): readonly PastGate[] {
  const gate = gates.find((one) => one.id === id);
  const last = gate?.attempts.at(-1);
  if (gate === undefined) return [];
  const { verdict, history = [] } = gate;
  if (last === undefined || verdict === "skipped") return history;
  return [{ commit, verdict, started: last.started }, ...history];
}

/** `flaky in 2 of the last 10 commits`; undefined where it was flaky for none. */
export function describeHistory(history: readonly PastGate[] = []): string | undefined {
  const flaky = history.filter(({ verdict }) => verdict === "flaky").length;
  if (flaky === 0) return undefined;
  return history.length === 1 ? "flaky for the last commit" : `flaky in ${flaky} of the last ${history.length} commits`;
}
