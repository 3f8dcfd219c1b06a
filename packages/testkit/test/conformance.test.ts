import type { Observation, Resource } from "@releaser/core";
import { expect, test } from "vitest";
import {
  type Conformance,
  conformance,
  type ConformanceCheck,
  faultsInProcess,
  faultyCalls,
} from "../src/lab/conformance/index.ts";

/** A place that holds one text, and what was written to it so far. */
interface Place {
  read(): Promise<string>;
  write(text: string): Promise<void>;
  clear(): Promise<void>;
}

type Make = (place: Place) => Resource<string>;

const honest: Make = (place) => ({
  id: "text",
  stage: "published",
  title: "writing a text",
  settle: 1000,
  observe: async () => observeText(await place.read()),
  apply: async () => {
    if ((await place.read()) === "") await place.write("ours");
  },
  undo: () => [
    {
      id: "no-text",
      stage: "published",
      title: "taking the text away",
      observe: async () => ((await place.read()) === "" ? { is: "equal", seen: "" } : { is: "absent" }),
      apply: async () => await place.clear(),
    },
  ],
});

function observeText(text: string): Observation<string> {
  if (text === "") return { is: "absent" };
  return text === "ours"
    ? { is: "equal", seen: text }
    : { is: "different", seen: text, why: "it is another's", replaceable: false };
}

function subject(make: Make): Conformance {
  return {
    faults: faultsInProcess,
    open: (plan) => {
      let text = "";
      const log: string[] = [];
      const put = (to: string): Promise<void> => Promise.resolve(void log.push((text = to)));
      const place: Place = { read: () => Promise.resolve(text), write: put, clear: () => put("") };
      const disturbed = faultyCalls(place, { service: "text", plan, reads: ["read"], writes: ["write", "clear"] });
      return {
        resource: () => make(disturbed),
        snapshot: () => ({ text, log: [...log] }),
        occupy: async () => await put("theirs"),
      };
    },
  };
}

test("an honest resource conforms, and each check was tried", async () => {
  const report = await conformance(subject(honest));
  expect(report.checks.flatMap(({ problems }) => problems)).toEqual([]);
  expect(report).toMatchObject({ id: "text", conforms: true });
  // Three reads and a write: two borders each; two faults of a read, three of a write.
  expect(report.checks.map(({ tried }) => tried)).toEqual([1, 1, 1, 8, 9, 17, 1, 1]);
});

const dishonest: readonly (readonly [ConformanceCheck, Make])[] = [
  [
    "observe changes nothing",
    (place) => ({
      ...honest(place),
      observe: async () => {
        if ((await place.read()) === "") await place.write("draft");
        return observeText((await place.read()).replace("draft", ""));
      },
    }),
  ],
  ["apply makes it hold", (place) => ({ ...honest(place), apply: async () => void (await place.read()) })],
  [
    "a second run applies nothing",
    (place) => ({ ...honest(place), observe: once(() => Promise.resolve({ is: "equal", seen: "ours" })) }),
  ],
  [
    "cut off at any call, it is finished by the next runs",
    (place) => ({
      ...honest(place),
      observe: async () => observeText((await place.read()) === "oursours" ? "ours" : ""),
      apply: async () => {
        await place.write(`${await place.read()}ours`);
        await place.write(`${await place.read()}ours`);
      },
    }),
  ],
  [
    "disturbed at any call, it is finished by the next runs",
    (place) => ({
      ...honest(place),
      apply: async () =>
        await place.write("ours").catch(async () => {
          await place.write("broken");
        }),
    }),
  ],
  [
    "it holds in the world whenever a run says so",
    (place) => ({
      ...honest(place),
      observe: once(async () => observeText(await place.read())),
    }),
  ],
  [
    "what is in the way is never overwritten",
    (place) => ({
      ...honest(place),
      observe: async () => ((await place.read()) === "ours" ? { is: "equal", seen: "ours" } : { is: "absent" }),
      apply: async () => await place.write("ours"),
    }),
  ],
  ["undo takes it back", (place) => ({ ...honest(place), undo: () => [] })],
];

/** Believes itself: it looks once, and says from then on that it holds. */
function once(look: () => Promise<Observation<string>>): Resource<string>["observe"] {
  let looked = false;
  return async () => {
    if (looked) return { is: "equal", seen: "ours" };
    looked = true;
    return await look().then((seen) => (seen.is === "equal" ? { is: "absent" } : seen));
  };
}

test.each(dishonest)("a resource that breaks this is found: %s", async (check, make) => {
  const report = await conformance(subject(make));
  expect(report.conforms).toBe(false);
  expect(report.checks.filter(({ problems }) => problems.length > 0).map((one) => one.check)).toContain(check);
});
