import type { Clock, Observation, Resource } from "../src/index.ts";

/** A clock that stands still but for its sleeps. */
export function stillClock(): Clock {
  let now = Date.parse("2026-01-01T00:00:00Z");
  return {
    now: () => new Date(now),
    elapsed: () => now,
    sleep: (ms, signal) => {
      signal?.throwIfAborted();
      now += ms;
      return Promise.resolve();
    },
  };
}

/** A world of named facts that remembers what was done to it. */
export function world(facts: Readonly<Record<string, string>> = {}) {
  const held = new Map(Object.entries(facts));
  const log: string[] = [];
  return {
    held,
    log,
    resource: (id: string, parts: Partial<Resource> = {}): Resource => fact({ held, log }, id, parts),
  };
}

function fact(
  { held, log }: { held: Map<string, string>; log: string[] },
  id: string,
  parts: Partial<Resource>,
): Resource {
  return {
    id,
    stage: "published",
    title: `making ${id}`,
    observe: () => Promise.resolve(toObservation(held.get(id))),
    apply: () => {
      log.push(id);
      held.set(id, "ours");
      return Promise.resolve();
    },
    ...parts,
  };
}

function toObservation(content: string | undefined): Observation {
  if (content === undefined) return { is: "absent" };
  if (content === "ours") return { is: "equal", seen: content };
  return { is: "different", seen: content, why: `it holds ${content}`, replaceable: content === "draft" };
}
