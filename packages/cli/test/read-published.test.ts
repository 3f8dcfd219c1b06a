import { type Clock, type Plan, ReleaserError } from "@releaser/core";
import type { NpmRegistry, Packument, PackumentOptions } from "@releaser/publishers";
import { repo, samplePlan } from "@releaser/testkit";
import { expect, test } from "vitest";
import { type Answers, readPublished } from "../src/release/read-published.ts";

const registry = "http://registry.test/";
const workspace = repo()
  .pkg("@s/a@1.0.0")
  .pkg("@s/own@1.0.0", { publishConfig: { registry: "http://own.test/" } })
  .pkg("@s/hidden@1.0.0", { private: true })
  .pkg("@s/bare")
  .workspace();

function failure(code: string, exit: 5 | 9): ReleaserError {
  return new ReleaserError({ code, exit, what: "", why: "", who: "you", next: "", retryable: true });
}

const unchanged = (): Promise<never> => Promise.reject(new Error("nothing is changed"));

/** A registry that answers as it is told, and writes down what it was asked. */
function answering(answer: (name: string, tries: number) => Packument | undefined, asked: string[] = []): NpmRegistry {
  const at = (own: ReadonlyMap<string, string>): NpmRegistry => ({
    urlOf: (name) => own.get(name) ?? registry,
    withOwn: at,
    packument: async (name: string, { short }: PackumentOptions = {}) => {
      asked.push(`${name} ${short === true ? "short" : "whole"}`);
      return await Promise.resolve(answer(name, asked.filter((one) => one.startsWith(`${name} `)).length));
    },
    authorise: () => Promise.resolve("nothing"),
    served: () => Promise.reject(new Error("nothing is downloaded")),
    ask: () => Promise.reject(new Error("nothing else is asked")),
    download: () => Promise.reject(new Error("nothing is downloaded")),
    publish: () => Promise.reject(new Error("nothing is published")),
    admin: { setDistTag: unchanged, removeDistTag: unchanged, deprecate: unchanged },
    stage: () => Promise.reject(new Error("nothing is staged")),
  });
  return at(new Map());
}

function edges(npm: NpmRegistry, slept: number[] = []): Parameters<typeof readPublished>[0] {
  const clock: Clock = {
    now: () => new Date(0),
    elapsed: () => 0,
    sleep: (pause) => Promise.resolve(void slept.push(pause)),
  };
  return { clock, registry: npm, signal: new AbortController().signal };
}

const packument = (name: string): Packument => ({
  name,
  "dist-tags": { latest: "1.0.0" },
  versions: { "1.0.0": { tarball: `${registry}a.tgz`, integrity: undefined, deprecated: undefined, scripts: {} } },
  time: { created: "2026", modified: "2026", "1.0.0": "2026", "1.1.0": "2026" },
});

function moving(name: string): Plan {
  return samplePlan({
    releases: [{ name, dir: "packages/own", private: false, from: "1.0.0", to: "1.1.0", bump: "minor", causes: [] }],
  });
}

test("public versioned packages alone are asked, each at its own registry; what was taken away is known too", async () => {
  const asked: string[] = [];
  const npm = answering((name) => (name === "@s/a" ? undefined : packument(name)), asked);
  const published = await readPublished(edges(npm), { workspace, plan: undefined, planner: undefined });
  expect(asked.toSorted()).toEqual(["@s/a short", "@s/own short"]);
  expect(published).toEqual(
    new Map([["@s/own", { registry: "http://own.test/", latest: "1.0.0", versions: new Set(["1.0.0", "1.1.0"]) }]]),
  );
});

test("a registry that fails twice is asked a third time, after growing pauses", async () => {
  const slept: number[] = [];
  const npm = answering((name, tries) => {
    if (name === "@s/a" && tries < 3) throw failure("E_NPM_UNAVAILABLE", 5);
    return packument(name);
  });
  const published = await readPublished(edges(npm, slept), { workspace, plan: undefined, planner: undefined });
  expect([...published.keys()].toSorted()).toEqual(["@s/a", "@s/own"]);
  expect(slept).toEqual([500, 2000]);
});

test("what was answered is not asked again, unless more of it is to be known", async () => {
  const asked: string[] = [];
  const npm = answering((name) => (name === "@s/a" ? undefined : packument(name)), asked);
  const answers: Answers = new Map();
  const state = { workspace, plan: undefined, planner: undefined };
  const first = await readPublished(edges(npm), state, answers);
  expect(await readPublished(edges(npm), state, answers)).toEqual(first);
  expect(asked.toSorted()).toEqual(["@s/a short", "@s/own short"]);
  await readPublished(edges(npm), { ...state, plan: moving("@s/own") }, answers);
  expect(asked.toSorted()).toEqual(["@s/a short", "@s/own short", "@s/own whole"]);
});

test.each([
  ["what stays unavailable is a failure and no silence", "E_NPM_UNAVAILABLE", 5, true],
  ["what wants credentials is one at once", "E_NPM_AUTH", 9, false],
] as const)("%s", async (_, code, exit, waits) => {
  const slept: number[] = [];
  const npm = answering(() => {
    throw failure(code, exit);
  });
  const reading = readPublished(edges(npm, slept), { workspace, plan: undefined, planner: undefined });
  await expect(reading).rejects.toMatchObject({ failure: { code, exit } });
  expect(slept.length > 0).toBe(waits);
});
