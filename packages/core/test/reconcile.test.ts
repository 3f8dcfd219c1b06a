import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Observation, reconcile, type ReconcileEvent, ReleaserError, type Resource } from "../src/index.ts";
import { graphs } from "./graphs.ts";
import { stillClock, world } from "./world.ts";

const apply = () => ({ mode: "apply", clock: stillClock(), random: () => 0 }) as const;
const verdicts = async (resources: readonly Resource[], mode: "apply" | "observe" = "apply") =>
  (await reconcile(resources, { ...apply(), mode })).map(({ verdict }) => verdict);

describe("reconcile", () => {
  test("what is absent is applied, what is equal is skipped, what is replaceable is replaced", async () => {
    const { resource, log } = world({ b: "ours", c: "draft" });
    expect(await verdicts([resource("a"), resource("b"), resource("c")])).toEqual(["applied", "held", "applied"]);
    expect(log).toEqual(["a", "c"]);
  });

  test("other content under the same name is a conflict and is left as it is", async () => {
    const { resource, held } = world({ a: "theirs" });
    const [outcome] = await reconcile([resource("a")], apply());
    expect(outcome).toMatchObject({
      verdict: "conflict",
      failure: { code: "E_CONFLICT", exit: 6, why: "it holds theirs" },
    });
    expect(held.get("a")).toBe("theirs");
  });

  test("a resource whose apply lies is reported as failed", async () => {
    const { resource } = world();
    const liar = resource("a", { apply: () => Promise.resolve(), settle: 5000 });
    expect(await reconcile([liar], apply())).toMatchObject([
      { verdict: "failed", failure: { code: "E_NOT_HELD" }, ms: 5000 },
    ]);
  });

  test("a cycle is an error that names it, before anything is touched", async () => {
    const { resource, log } = world();
    const circle = [
      resource("x"),
      resource("a", { after: ["c"] }),
      resource("b", { after: ["a"] }),
      resource("c", { after: ["b"] }),
    ];
    await expect(reconcile(circle, apply())).rejects.toMatchObject({
      failure: { code: "E_RESOURCE_CYCLE", why: "a → c → b → a" },
    });
    expect(log).toEqual([]);
  });

  test("an id that is unknown or stands twice is an error", async () => {
    const { resource } = world();
    await expect(reconcile([resource("a", { after: ["z"] })], apply())).rejects.toMatchObject({
      failure: { details: { id: "a", after: "z" } },
    });
    await expect(reconcile([resource("a"), resource("a")], apply())).rejects.toMatchObject({
      failure: { code: "E_RESOURCE_UNKNOWN" },
    });
  });

  test("observing applies nothing", async () => {
    const { resource, log } = world({ b: "ours", c: "theirs", d: "draft" });
    const all = ["a", "b", "c", "d"].map((id) => resource(id, id === "b" ? { after: ["a"] } : {}));
    expect(await verdicts(all, "observe")).toEqual(["absent", "held", "conflict", "different"]);
    expect(log).toEqual([]);
  });

  test("what waits for a failure is blocked and says for what", async () => {
    const { resource, log } = world({ a: "theirs" });
    const outcomes = await reconcile(
      [resource("b", { after: ["a"] }), resource("c", { after: ["b"] }), resource("a")],
      apply(),
    );
    expect(outcomes.map(({ verdict, note }) => [verdict, note])).toEqual([
      ["blocked", "waits for a"],
      ["blocked", "waits for b"],
      ["conflict", undefined],
    ]);
    expect(log).toEqual([]);
  });

  test("superseded counts as held for those that wait", async () => {
    const { resource, log } = world();
    const old = resource("a", {
      observe: () => Promise.resolve({ is: "superseded", seen: 2, why: "1.1.0 came later" }),
    });
    expect(await verdicts([old, resource("b", { after: ["a"] })])).toEqual(["superseded", "applied"]);
    expect(log).toEqual(["b"]);
  });

  test("pending is waited for, and exits 8 when it stays", async () => {
    const clock = stillClock();
    const until = new Date(clock.now().getTime() + 10_000);
    const answers: Observation[] = [
      { is: "pending", why: "a cache", until },
      { is: "equal", seen: 1 },
    ];
    const { resource } = world();
    const soon = resource("a", { observe: () => Promise.resolve(answers.shift() ?? { is: "absent" }) });
    const never = resource("b", { observe: () => Promise.resolve({ is: "pending", why: "an approval", until }) });
    expect(await reconcile([soon], { ...apply(), clock })).toMatchObject([{ verdict: "held" }]);
    expect(await reconcile([never], { ...apply(), clock })).toMatchObject([
      { verdict: "pending", failure: { code: "E_WAITS", exit: 8 } },
    ]);
  });

  test("absent after apply is observed again until it settles", async () => {
    const { resource } = world();
    const answers: Observation[] = [{ is: "absent" }, { is: "absent" }, { is: "absent" }, { is: "equal", seen: 1 }];
    const slow = resource("a", { settle: 300_000, observe: () => Promise.resolve(answers.shift() as Observation) });
    expect(await reconcile([slow], apply())).toMatchObject([{ verdict: "applied", attempts: 1, ms: 750 }]);
  });

  test("only transient errors are tried again, each try is reported", async () => {
    const { resource, held } = world();
    const events: ReconcileEvent[] = [];
    const flaky = (id: string, kind: "auth" | "fatal" | "transient") =>
      resource(id, {
        classify: () => kind,
        apply: () =>
          held.has(`${id}?`)
            ? Promise.resolve(void held.set(id, "ours"))
            : (held.set(`${id}?`, ""), Promise.reject(new Error("try again"))),
      });
    const outcomes = await reconcile([flaky("a", "transient"), flaky("b", "fatal"), flaky("c", "auth")], {
      ...apply(),
      report: (event) => events.push(event),
    });
    expect(outcomes).toMatchObject([
      { verdict: "applied", attempts: 2 },
      { verdict: "failed", attempts: 1, failure: { code: "E_OUTWARD", exit: 5 } },
      { verdict: "failed", attempts: 1, failure: { code: "E_CREDENTIALS", exit: 9 } },
    ]);
    expect(events.filter(({ type }) => type === "retrying")).toMatchObject([{ id: "a", attempt: 1, ms: 500 }]);
  });

  test("a transient error while it is looked at again, at once or while it settles, is no failure", async () => {
    const { resource, held, log } = world();
    let looks = 0;
    const flickering = resource("a", {
      classify: () => "transient",
      settle: 60_000,
      observe: () => {
        looks += 1;
        if (looks === 2 || looks === 4) return Promise.reject(new Error("502"));
        return Promise.resolve(held.has("a") && looks > 4 ? { is: "equal", seen: "ours" } : { is: "absent" });
      },
    });
    expect(await verdicts([flickering])).toEqual(["applied"]);
    expect([log, looks]).toEqual([["a"], 5]);
  });

  test("a transient error after the thing was made does not make it twice", async () => {
    const { resource, held, log } = world();
    const cut = resource("a", {
      classify: () => "transient",
      apply: () => {
        log.push("a");
        held.set("a", "ours");
        return Promise.reject(new Error("the connection was cut"));
      },
    });
    expect(await verdicts([cut])).toEqual(["applied"]);
    expect(log).toEqual(["a"]);
  });

  test("a refusal that names a time is left alone for so long, and one that asks for too much is not tried again", async () => {
    const { resource, held } = world();
    const events: ReconcileEvent[] = [];
    const failure = { code: "E_X", exit: 5, what: "", why: "", who: "you", next: "", retryable: true } as const;
    const limited = (id: string, retryAfter: number) =>
      resource(id, {
        apply: () =>
          held.has(`${id}?`)
            ? Promise.resolve(void held.set(id, "ours"))
            : (held.set(`${id}?`, ""), Promise.reject(new ReleaserError(failure, { retryAfter }))),
      });
    const outcomes = await reconcile([limited("a", 40_000), limited("b", 3_600_000)], {
      ...apply(),
      report: (event) => events.push(event),
    });
    expect(outcomes).toMatchObject([{ verdict: "applied" }, { verdict: "failed", attempts: 1, failure }]);
    expect(events.filter(({ type }) => type === "retrying")).toMatchObject([{ id: "a", ms: 40_000 }]);
  });

  test("an interruption leaves the rest untouched", async () => {
    const controller = new AbortController();
    const { resource, log } = world();
    const last = resource("a", {
      apply: () => {
        log.push("a");
        controller.abort();
        return Promise.resolve();
      },
    });
    const outcomes = await reconcile([last, resource("b", { after: ["a"] })], {
      ...apply(),
      signal: controller.signal,
    });
    expect(outcomes.at(-1)).toMatchObject({ verdict: "blocked" });
    expect(log).toEqual(["a"]);
  });

  test("a thrown failure is the outcome's failure, a stray error is a bug", async () => {
    const { resource } = world();
    const said = { code: "E_SAID", exit: 9, what: "w", why: "y", who: "Owner", next: "n", retryable: false } as const;
    const outcomes = await reconcile(
      [
        resource("a", { apply: () => Promise.reject(new ReleaserError(said)) }),
        resource("b", { observe: () => Promise.reject(new TypeError("x is undefined")) }),
      ],
      apply(),
    );
    expect(outcomes).toMatchObject([{ failure: said }, { failure: { code: "E_BUG", exit: 1 } }]);
  });

  test("reconciling twice equals once, whatever the graph, the order and what is there", async () => {
    await fc.assert(
      fc.asyncProperty(graphs, async ({ ids, order, edges, there }) => {
        const { resource, log, held } = world(there);
        const list = order.map((id) => resource(id, { after: edges[ids.indexOf(id)] ?? [] }));
        const first = await reconcile(list, apply());
        const after = new Map(held);
        const applied = log.splice(0);
        const second = await reconcile(list, apply());
        expect(first.every(({ verdict }) => verdict === "applied" || verdict === "held")).toBe(true);
        expect(second.map(({ verdict }) => verdict)).toEqual(list.map(() => "held"));
        expect(log).toEqual([]);
        expect(held).toEqual(after);
        for (const [index, id] of ids.entries()) {
          for (const before of edges[index] ?? []) {
            if (applied.includes(id) && applied.includes(before)) {
              expect(applied.indexOf(before)).toBeLessThan(applied.indexOf(id));
            }
          }
        }
      }),
    );
  });

  test("killed after any number of applies, the next run makes the rest and nothing twice", async () => {
    await fc.assert(
      fc.asyncProperty(graphs, fc.nat(12), async ({ ids, order, edges, there }, fuel) => {
        const { resource, log } = world(there);
        const controller = new AbortController();
        const list = order.map((id) => resource(id, { after: edges[ids.indexOf(id)] ?? [] }));
        const burning = list.map((one) => ({
          ...one,
          apply: (seen: Observation) => {
            if (log.length >= fuel) controller.abort();
            return controller.signal.aborted ? Promise.reject(new Error("killed")) : one.apply(seen);
          },
        }));
        await reconcile(burning, { ...apply(), signal: controller.signal, concurrency: 1 });
        const outcomes = await reconcile(list, apply());
        expect(outcomes.every(({ verdict }) => verdict === "applied" || verdict === "held")).toBe(true);
        expect(new Set(log).size).toBe(log.length);
      }),
    );
  });
});
