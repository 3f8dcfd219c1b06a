import { expect, test } from "vitest";
import { type Observation, reconcile } from "../src/index.ts";
import { stillClock, world } from "./world.ts";

const apply = () => ({ mode: "apply", clock: stillClock(), random: () => 0 }) as const;

test.each([
  [9, "failed"],
  [6, "conflict"],
] as const)("a refused preflight stops everything before the first apply (exit %i)", async (exit, verdict) => {
  const { resource, log } = world();
  const failure = { code: "E_X", exit, what: "", why: "", who: "Owner", next: "", retryable: false } as const;
  const outcomes = await reconcile(
    [resource("a"), resource("b", { preflight: () => Promise.resolve([failure]) })],
    apply(),
  );
  expect(outcomes.map((outcome) => outcome.verdict)).toEqual(["blocked", verdict]);
  expect(log).toEqual([]);
});

test("everything that preflights find is told, and one that cannot be made is a finding too", async () => {
  const { resource, log } = world();
  const found = (code: string) =>
    ({ code, exit: 9, what: "", why: "", who: "Owner", next: "", retryable: false }) as const;
  let looks = 0;
  const outcomes = await reconcile(
    [
      resource("a", { preflight: () => Promise.resolve([found("E_X"), found("E_Y"), found("E_Z")]) }),
      resource("b", { preflight: () => Promise.reject(new Error("no answer")), classify: () => "auth" }),
      resource("c", {
        classify: () => "transient",
        preflight: () => ((looks += 1) < 3 ? Promise.reject(new Error("502")) : Promise.resolve([])),
      }),
    ],
    apply(),
  );
  expect(outcomes).toMatchObject([
    { verdict: "failed", failure: { code: "E_X" }, further: [{ code: "E_Y" }, { code: "E_Z" }] },
    { verdict: "failed", failure: { code: "E_CREDENTIALS", why: "no answer" } },
    { verdict: "blocked" },
  ]);
  expect([looks, log]).toEqual([3, []]);
});

test("what a preflight finds of a resource that would have waited for others is told too", async () => {
  const { resource, log } = world();
  const failure = { code: "E_X", exit: 6, what: "", why: "", who: "Owner", next: "", retryable: false } as const;
  const refused = (id: string, after: readonly string[]) =>
    resource(id, { after, preflight: () => Promise.resolve([failure]) });
  const outcomes = await reconcile([resource("a"), refused("b", ["a"]), refused("c", ["b"])], apply());
  expect(outcomes).toMatchObject([{ verdict: "blocked" }, { failure }, { verdict: "conflict", failure }]);
  expect(log).toEqual([]);
});

test("what a preflight refuses is told also of one that waits for others", async () => {
  const { resource } = world();
  const failure = { code: "E_X", exit: 9, what: "", why: "", who: "Owner", next: "", retryable: false } as const;
  const refused = resource("b", { after: ["a"], preflight: () => Promise.resolve([failure]) });
  expect(await reconcile([resource("a"), refused], apply())).toMatchObject([
    { id: "a", verdict: "blocked" },
    { id: "b", verdict: "failed", failure },
  ]);
});
/** A world, and how often each of its resources was looked at. */
function watched(facts: Readonly<Record<string, string>> = {}) {
  const { resource, held, log } = world(facts);
  const looks: string[] = [];
  const foreseen = (id: string, parts: Parameters<typeof resource>[1] = {}) => {
    const made = resource(id, { foreseen: true, ...parts });
    return { ...made, observe: () => (looks.push(id), made.observe()) };
  };
  return { resource, foreseen, held, log, looks };
}

test("a conflict that is foreseen is told beside what other preflights find, before anything is made", async () => {
  const { resource, foreseen, log } = watched({ b: "theirs" });
  const failure = { code: "E_X", exit: 9, what: "", why: "", who: "Owner", next: "", retryable: false } as const;
  const outcomes = await reconcile(
    [
      resource("a"),
      foreseen("b", { after: ["a"], preflight: () => Promise.resolve([failure]) }),
      resource("c", { preflight: () => Promise.resolve([failure]) }),
    ],
    apply(),
  );
  expect(outcomes).toMatchObject([
    { verdict: "blocked" },
    { failure: { code: "E_X" }, further: [{ code: "E_CONFLICT", exit: 6, why: "it holds theirs" }] },
    { failure: { code: "E_X" } },
  ]);
  expect(log).toEqual([]);
});

test("what holds in the preflight is not looked at again; all else is when its turn comes, and once it is made", async () => {
  const { foreseen, log, looks } = watched({ held: "ours", draft: "draft" });
  const outcomes = await reconcile([foreseen("held"), foreseen("draft"), foreseen("absent")], apply());
  expect(outcomes).toMatchObject([
    { verdict: "held", observation: { is: "equal", seen: "ours" }, attempts: 0 },
    { verdict: "applied" },
    { verdict: "applied" },
  ]);
  expect(log).toEqual(["draft", "absent"]);
  expect(looks.toSorted()).toEqual(["absent", "absent", "absent", "draft", "draft", "draft", "held"]);
});

test("what was absent in the preflight and is another's when its turn comes is a conflict", async () => {
  const { resource, foreseen, held, log } = watched();
  const first = resource("a", { apply: () => Promise.resolve(void held.set("a", "ours").set("b", "theirs")) });
  expect(await reconcile([first, foreseen("b", { after: ["a"] })], apply())).toMatchObject([
    { verdict: "applied" },
    { verdict: "conflict", failure: { code: "E_CONFLICT" } },
  ]);
  expect([log, held.get("b")]).toEqual([[], "theirs"]);
});

test("one that cannot be looked at is tried again where that helps, and is a finding otherwise", async () => {
  const { foreseen, log } = watched();
  let looks = 0;
  const shaky = (): Promise<Observation> =>
    (looks += 1) < 3 ? Promise.reject(new Error("502")) : Promise.resolve({ is: "equal", seen: "" });
  const outcomes = await reconcile(
    [
      foreseen("a", { observe: shaky, classify: () => "transient" }),
      foreseen("b", { observe: () => Promise.reject(new Error("no answer")), classify: () => "auth" }),
    ],
    apply(),
  );
  expect(outcomes).toMatchObject([{ verdict: "blocked" }, { failure: { code: "E_CREDENTIALS", why: "no answer" } }]);
  expect([looks, log]).toEqual([3, []]);
});

test("observing foresees nothing: each is looked at once", async () => {
  const { foreseen, looks } = watched({ a: "ours", b: "theirs" });
  const outcomes = await reconcile([foreseen("a"), foreseen("b")], { ...apply(), mode: "observe" });
  expect(outcomes.map(({ verdict }) => verdict)).toEqual(["held", "conflict"]);
  expect(looks).toEqual(["a", "b"]);
});
