import { samplePlan } from "@releaser/testkit";
import {
  type Clock,
  defineFailures,
  type Outcome,
  type Publisher,
  reconcile,
  type ReleaseFacts,
  type Resource,
} from "@releaser/core";
import { describe, expect, test } from "vitest";
import { publisherResources } from "../src/index.ts";

let passed = 0;
const clock: Clock = {
  now: () => new Date(passed),
  elapsed: () => passed,
  sleep: (milliseconds) => Promise.resolve(void (passed += milliseconds)),
};

const publication = "npm:@s/a@1.0.0";

const facts: ReleaseFacts = {
  key: "1.0.0",
  tag: "v1.0.0",
  commit: "c".repeat(40),
  plan: samplePlan({
    train: { from: "0.9.0", to: "1.0.0", bump: "major", tag: "v1.0.0", owner: "release/version.txt" },
  }),
  artifacts: [
    {
      name: "s-a-1.0.0.tgz",
      file: "/packed/s-a-1.0.0.tgz",
      sha256: "a".repeat(64),
      package: { name: "@s/a", version: "1.0.0", publication },
    },
  ],
  checksums: "b".repeat(64),
  prerelease: false,
  latest: () => Promise.resolve(true),
  env: {},
  exec: () => Promise.reject(new Error("no programs here")),
  clock,
  signal: new AbortController().signal,
  outward: true,
};

/** A shelf with one thing on it. */
function shelf(more: Partial<Resource> = {}): Resource & { readonly taken: string[] } {
  const taken: string[] = [];
  return {
    id: "shelf:a",
    stage: "published",
    title: "putting a on the shelf",
    observe: () => Promise.resolve(taken.length > 0 ? { is: "equal", seen: "a" } : { is: "absent" }),
    apply: () => Promise.resolve(void taken.push("a")),
    taken,
    ...more,
  };
}

function publisher(...resources: readonly unknown[]): Publisher {
  return { name: "shelf", resources: () => resources as readonly Resource[] };
}

async function open(one: Publisher, outward = true): Promise<readonly Resource[]> {
  return await publisherResources({ publisher: one, facts: { ...facts, outward }, after: ["push:v1.0.0"] });
}

async function run(resources: readonly Resource[], mode: "apply" | "observe" = "apply"): Promise<readonly Outcome[]> {
  const others = ["push:v1.0.0", publication].map((id) => shelf({ id }));
  const outcomes = await reconcile([...others, ...resources], { mode, clock, tries: 3, random: () => 0 });
  return outcomes.slice(others.length);
}

async function bring(more: Partial<Resource>, mode?: "apply" | "observe"): Promise<Outcome | undefined> {
  return (await run(await open(publisher(shelf(more))), mode))[0];
}

describe("what a publisher brings about", () => {
  test("comes after the tag and after what it names, holds, and is skipped the next time", async () => {
    const one = shelf({ after: [publication], describe: () => "one\nline" });
    const [resource] = await open(publisher(one));
    expect(resource).toMatchObject({ id: "shelf:a", stage: "published", after: ["push:v1.0.0", publication] });
    expect(await run([resource as Resource])).toEqual([
      expect.objectContaining({ verdict: "applied", attempts: 1, note: "one line" }),
    ]);
    expect(await run([resource as Resource])).toEqual([expect.objectContaining({ verdict: "held", attempts: 0 })]);
    expect(one.taken).toEqual(["a"]);
  });

  test("keeps the object that its methods belong to", async () => {
    class Counted {
      readonly id = "shelf:a";
      readonly stage = "published";
      readonly title = "counting";
      count = 0;
      observe(): ReturnType<Resource["observe"]> {
        return Promise.resolve(this.count > 0 ? { is: "equal", seen: this.count } : { is: "absent" });
      }
      apply(): Promise<void> {
        this.count += 1;
        return Promise.resolve();
      }
      describe(): string {
        return `counted ${this.count}`;
      }
    }
    expect(await run(await open(publisher(new Counted())))).toMatchObject([{ verdict: "applied", note: "counted 1" }]);
  });

  test("is never applied by a run that only looks, whoever asks", async () => {
    const one = shelf();
    const [resource] = await open(publisher(one), false);
    await expect(resource?.apply({ is: "absent" })).rejects.toMatchObject({ failure: { code: "E_PUBLISHER_FAILED" } });
    expect(one.taken).toEqual([]);
  });
});

describe("what a publisher throws is a failure that names it, with nothing of its stack", () => {
  test.each([
    ["a bug of its own", new TypeError("x is undefined"), "E_PUBLISHER_FAILED", 5, "x is undefined"],
    ["a text", "no", "E_PUBLISHER_FAILED", 5, "no"],
    ["nothing", undefined, "E_PUBLISHER_FAILED", 5, "it threw something without a message"],
    ["a token", new Error(`npm_${"aB3".repeat(12)} is not known`), "E_PUBLISHER_FAILED", 5, "npm_*** is not known"],
    ["escapes", new Error("\u001b[2Jgone"), "E_PUBLISHER_FAILED", 5, String.raw`\u{1b}[2Jgone`],
  ])("%s", async (_, thrown, code, exit, why) => {
    const throwing = (): Promise<never> => Promise.reject(thrown);
    for (const more of [{ observe: throwing }, { apply: throwing }, { preflight: throwing }]) {
      const outcome = await bring(more);
      expect(outcome).toMatchObject({ verdict: "failed", failure: { code, exit, why, retryable: false } });
      expect(outcome?.failure?.what).toContain("shelf");
      expect(JSON.stringify(outcome)).not.toMatch(/\bat \S+:\d+|publisher-resources\.test/u);
    }
  });

  test.each([
    ["auth", "E_CREDENTIALS", 9, 1],
    ["conflict", "E_CONFLICT", 6, 2],
    ["transient", "E_OUTWARD", 5, 3],
  ] as const)("of the class %s", async (kind, code, exit, tries) => {
    let count = 0;
    const apply = (): Promise<never> => {
      count += 1;
      return Promise.reject(new Error("no"));
    };
    expect((await bring({ apply, classify: () => kind }))?.failure).toMatchObject({ code, exit, why: "no" });
    expect(count).toBe(tries);
  });

  test("a failure of its own is kept, made safe, also from another copy of core", async () => {
    const own = defineFailures<{ E_SHELF_FULL: { secret: string } }>({
      E_SHELF_FULL: () => ({ exit: 8, what: "full", why: "no room", who: "Owner", next: "wait", retryable: true }),
    });
    const error = own.E_SHELF_FULL({ secret: "s" });
    const foreign = Object.assign(new Error("x"), {
      name: "ReleaserError",
      failure: { ...error.failure, why: "no\u0007 room" },
    });
    for (const thrown of [error, foreign]) {
      const { failure } = (await bring({ apply: () => Promise.reject(thrown) })) ?? {};
      expect(failure).toMatchObject({ code: "E_SHELF_FULL", exit: 8, who: "Owner" });
      expect(failure?.why).toMatch(/^no(?:\\u\{7\})? room$/u);
      expect(failure).not.toHaveProperty("details");
    }
  });

  test("a failure that is none is one of the publisher", async () => {
    const wrong = Object.assign(new Error("half"), { failure: { code: "E_X", exit: 1 } });
    expect((await bring({ apply: () => Promise.reject(wrong) }))?.failure).toMatchObject({
      code: "E_PUBLISHER_FAILED",
      why: "half",
    });
    const preflight = (): Promise<never> => Promise.resolve([{ code: 1 }] as never);
    expect((await bring({ preflight }))?.failure?.why).toBe("preflight() found something that is no failure");
  });

  test.each([
    undefined,
    "equal",
    { is: "fine" },
    { is: "different", why: "x" },
    { is: "pending", why: "x", until: "soon" },
  ])("an observation %j is none, and applies nothing even where it is only looked", async (observation) => {
    const one = shelf({ observe: () => Promise.resolve(observation as never) });
    for (const mode of ["apply", "observe"] as const) {
      expect(await run(await open(publisher(one)), mode)).toMatchObject([
        { verdict: "failed", failure: { code: "E_PUBLISHER_FAILED", why: "observe() gave no observation" } },
      ]);
    }
    expect(one.taken).toEqual([]);
  });
});

describe("a list that is not fit stops the release before anything is outward", () => {
  test.each([
    ["no list", undefined, ["resources() gave no list"]],
    ["no resource", [{ id: "shelf:a" }], ["entry 0 has no id, title, observe and apply"]],
    ["an id of somebody else's", [shelf({ id: publication })], [`the id "${publication}" is not "shelf:" and a name`]],
    ["an id without a name", [shelf({ id: "shelf:" })], ['the id "shelf:" is not "shelf:" and a name']],
    [
      "an id that no terminal shows",
      [shelf({ id: "shelf:\u202e" })],
      ['the id "shelf:\u202e" is not "shelf:" and a name'],
    ],
    ["an id twice", [shelf(), shelf()], ["two resources have the same id"]],
    [
      "another stage",
      [shelf({ stage: "staged" })],
      ['shelf:a is of the stage staged, where a publisher\'s is "published"'],
    ],
    [
      "a stranger before it",
      [shelf({ after: ["public:v1.0.0"] })],
      ["shelf:a waits for public:v1.0.0, which is neither of this publisher nor a publication on npm"],
    ],
  ])("%s", async (_, list, problems) => {
    const resources = await open({ name: "shelf", resources: () => list as never });
    const [outcome] = await run(resources);
    expect(outcome).toMatchObject({
      id: "shelf:1.0.0",
      verdict: "failed",
      attempts: 0,
      failure: { code: "E_PUBLISHER_INVALID", exit: 2 },
    });
    expect(outcome?.failure?.details).toEqual({ publisher: "shelf", problems });
  });

  test("and so does one that throws", async () => {
    const broken: Publisher = { name: "shelf", resources: () => Promise.reject(new RangeError("no shelf")) };
    expect(await run(await open(broken))).toMatchObject([
      { id: "shelf:1.0.0", verdict: "failed", failure: { code: "E_PUBLISHER_FAILED", why: "no shelf" } },
    ]);
  });
});
