import fc, { type Scheduler } from "fast-check";
import { expect, test } from "vitest";
import { holds, reconcile, type ReconcileEvent, type ReconcileOptions, type Resource } from "../src/index.ts";
import { afterOf, type Graph, graphs, resourcesOf } from "./graphs.ts";
import { stillClock, world } from "./world.ts";

/** What was done, in the order in which it was done: `look a`, `looked a`, `make a`, `made a`. */
type Log = string[];

interface Watched {
  readonly resources: readonly Resource[];
  readonly log: Log;
}

/** A graph's resources, whose questions and commands are answered in whatever order the scheduler likes. */
function watched(graph: Graph, scheduler: Scheduler, wrong?: string): Watched {
  const { resource } = world(graph.there);
  const log: Log = [];
  const resources = resourcesOf(graph, resource).map((one) => ({
    ...one,
    observe: async () => {
      log.push(`look ${one.id}`);
      const seen = await scheduler.schedule(one.observe());
      log.push(`looked ${one.id}`);
      return seen;
    },
    apply: async (seen: Parameters<Resource["apply"]>[0]) => {
      log.push(`make ${one.id}`);
      if (one.id === wrong) throw new Error("it cannot be made");
      await scheduler.schedule(one.apply(seen));
      log.push(`made ${one.id}`);
    },
  }));
  return { resources, log };
}

const scheduled = fc.scheduler();
const manyAtOnce = fc.integer({ min: 1, max: 6 });

async function run({ resources }: Watched, scheduler: Scheduler, options: Partial<ReconcileOptions> = {}) {
  const events: ReconcileEvent[] = [];
  const running = reconcile(resources, {
    mode: "apply",
    clock: stillClock(),
    random: () => 0,
    report: (event) => events.push(event),
    ...options,
  });
  const outcomes = await scheduler.waitFor(running);
  return {
    outcomes,
    events,
    started: events.flatMap((event) => (event.type === "started" ? [event.id] : [])),
    ended: events.flatMap((event) => (event.type === "ended" ? [event.outcome.id] : [])),
  };
}

test("nothing is looked at before all that it waits for was made and seen, however the answers come", async () => {
  await fc.assert(
    fc.asyncProperty(graphs, scheduled, manyAtOnce, async (graph, scheduler, concurrency) => {
      const watching = watched(graph, scheduler);
      const { outcomes } = await run(watching, scheduler, { concurrency });
      expect(outcomes.map(({ id }) => id)).toEqual(graph.order);
      expect(outcomes.every((outcome) => holds(outcome))).toBe(true);
      for (const id of graph.order) {
        for (const before of afterOf(graph, id)) {
          expect(watching.log.indexOf(`look ${id}`)).toBeGreaterThan(watching.log.lastIndexOf(`looked ${before}`));
        }
      }
    }),
  );
});

test("no more are worked on at once than was said, and as many as can be", async () => {
  await fc.assert(
    fc.asyncProperty(graphs, scheduled, manyAtOnce, async (graph, scheduler, concurrency) => {
      const free: Graph = { ...graph, edges: graph.ids.map(() => []) };
      const { resources } = watched(free, scheduler);
      let now = 0;
      let most = 0;
      const report = (event: ReconcileEvent): void => {
        if (event.type === "started") most = Math.max(most, (now += 1));
      };
      const counted = resources.map((one) => ({
        ...one,
        describe: () => ((now -= 1), "done"),
      }));
      await run({ resources: counted, log: [] }, scheduler, { concurrency, report });
      expect(most).toBe(Math.min(concurrency, graph.order.length));
    }),
  );
});

test("what is told to have ended comes in one order, whichever ended first", async () => {
  await fc.assert(
    fc.asyncProperty(graphs, scheduled, scheduled, manyAtOnce, async (graph, one, other, concurrency) => {
      const first = await run(watched(graph, one), one, { concurrency });
      const second = await run(watched(graph, other), other, { concurrency: 1 });
      expect(first.ended).toEqual(second.ended);
      expect(first.ended.toSorted()).toEqual(graph.order.toSorted());
    }),
  );
});

test("one at a time, the world is asked in the same order each time, which is the one that is told", async () => {
  await fc.assert(
    fc.asyncProperty(graphs, scheduled, scheduled, async (graph, one, other) => {
      const [here, there] = [watched(graph, one), watched(graph, other)];
      const { started, ended } = await run(here, one, { concurrency: 1 });
      await run(there, other, { concurrency: 1 });
      expect(here.log).toEqual(there.log);
      expect(started).toEqual(ended);
    }),
  );
});

test("after a failure that stops nothing is begun, and what runs is finished", async () => {
  await fc.assert(
    fc.asyncProperty(graphs, scheduled, manyAtOnce, fc.nat(), async (graph, scheduler, concurrency, at) => {
      const wrong = graph.order[at % graph.order.length] as string;
      fc.pre(graph.there[wrong] !== "ours");
      const { log, ...watching } = watched(graph, scheduler, wrong);
      const { outcomes } = await run({ log, ...watching }, scheduler, {
        concurrency,
        stopsAt: ({ verdict }) => verdict === "failed",
      });
      const failedAt = log.indexOf(`make ${wrong}`);
      const begun = new Set(log.slice(0, failedAt).filter((line) => line.startsWith("look ")));
      const later = log.slice(failedAt).filter((line) => line.startsWith("look ") && !begun.has(line));
      expect(later).toEqual([]);
      for (const { id, verdict, note } of outcomes) {
        if (id === wrong) expect(verdict).toBe("failed");
        else if (begun.has(`look ${id}`)) expect(["applied", "held"]).toContain(verdict);
        else expect([verdict, /^(?:waits for|not begun after) /u.test(note ?? "")]).toEqual(["blocked", true]);
      }
    }),
  );
});

test("a failure that does not stop keeps back only what waits for it", async () => {
  await fc.assert(
    fc.asyncProperty(graphs, scheduled, manyAtOnce, fc.nat(), async (graph, scheduler, concurrency, at) => {
      const wrong = graph.order[at % graph.order.length] as string;
      fc.pre(graph.there[wrong] !== "ours");
      const { outcomes } = await run(watched(graph, scheduler, wrong), scheduler, { concurrency });
      const blocked = outcomes.filter(({ verdict }) => verdict === "blocked").map(({ id }) => id);
      expect(blocked.toSorted()).toEqual(graph.order.filter((id) => reaches(graph, id, wrong)).toSorted());
    }),
  );
});

test("after an interruption nothing is begun, and all that was not says so", async () => {
  await fc.assert(
    fc.asyncProperty(graphs, scheduled, manyAtOnce, fc.nat(12), async (graph, scheduler, concurrency, fuel) => {
      const controller = new AbortController();
      const begun: string[] = [];
      const late: string[] = [];
      const report = (event: ReconcileEvent): void => {
        if (event.type === "started") (controller.signal.aborted ? late : begun).push(event.id);
        if (event.type === "started" && begun.length > fuel) controller.abort();
      };
      const options = { concurrency, signal: controller.signal, report };
      const { outcomes } = await run(watched(graph, scheduler), scheduler, options);
      expect(late).toEqual([]);
      const never = outcomes.filter(({ id }) => !begun.includes(id));
      expect(never).toHaveLength(Math.max(0, graph.order.length - fuel - 1));
      for (const one of never) expect(one).toMatchObject({ verdict: "blocked", failure: { code: "E_INTERRUPTED" } });
    }),
  );
});

function reaches(graph: Graph, from: string, to: string): boolean {
  return afterOf(graph, from).some((before) => before === to || reaches(graph, before, to));
}
