import { expect, test } from "vitest";
import { toChanges } from "../src/index.ts";
import { changeset, plan, release } from "./plans.ts";

test("a changeset is one change, whatever it touches, by kind and then in the plan's order", () => {
  const changes = toChanges(
    plan([
      changeset("fix", "A fix.", { a: "patch", b: "patch", c: "none" }),
      changeset("feature", "A feature.", { a: "minor", b: "patch" }),
      changeset("break", "Security: it breaks.", { a: "major", b: "minor" }),
      changeset("safe", "security: no longer leaks.", { b: "patch" }),
      changeset("nothing", "Moves nothing.", { a: "none" }),
      changeset(
        "second",
        "Another fix.\n\nDecision-ID: D-0002",
        { a: "patch" },
        { decisions: ["D-0002"], capsules: ["x@1a2b3c4d"] },
      ),
    ]),
  );
  expect(changes).toEqual([
    {
      id: "break",
      kind: "breaking",
      bump: "major",
      packages: ["a", "b"],
      breaks: ["a"],
      text: "Security: it breaks.",
      decisions: [],
      capsules: [],
    },
    {
      id: "safe",
      kind: "security",
      bump: "patch",
      packages: ["b"],
      breaks: [],
      text: "No longer leaks.",
      decisions: [],
      capsules: [],
    },
    {
      id: "feature",
      kind: "added",
      bump: "minor",
      packages: ["a", "b"],
      breaks: [],
      text: "A feature.",
      decisions: [],
      capsules: [],
    },
    {
      id: "fix",
      kind: "fixed",
      bump: "patch",
      packages: ["a", "b"],
      breaks: [],
      text: "A fix.",
      decisions: [],
      capsules: [],
    },
    {
      id: "second",
      kind: "fixed",
      bump: "patch",
      packages: ["a"],
      breaks: [],
      text: "Another fix.",
      decisions: ["D-0002"],
      capsules: ["x@1a2b3c4d"],
    },
  ]);
});

test("a changeset is told of the packages that move, and not at all where none of them does", () => {
  const changesets = [
    changeset("skipped", "Of a package that is left out.", { ignored: "minor" }),
    changeset("kept", "Of a package that stands still.", { a: "patch" }),
    changeset("both", "Of both.", { a: "major", b: "patch" }),
  ];
  const releases = [release("a", "1.0.0 → 1.0.0", { bump: "none" }), release("b", "1.0.0 → 1.0.1")];
  expect(toChanges(plan(changesets, { releases }))).toMatchObject([
    { id: "both", kind: "fixed", packages: ["b"], breaks: [] },
  ]);
});

test("a package's first release, which has no version before, is told as any other", () => {
  const first = plan([changeset("one", "It is here.", { a: "minor" })], {
    releases: [
      release("a", "", { from: null, to: "1.0.0", bump: "minor" }),
      release("b", "", { from: null, to: "1.0.0" }),
    ],
  });
  const commits = [{ id: "1111111aaaa", message: "feat: so is this", packages: ["b"] }];
  expect(toChanges(first, commits)).toMatchObject([
    { id: "one", kind: "added", packages: ["a"] },
    { id: "1111111aaaa", kind: "added", packages: ["b"] },
  ]);
  const releases = ["a", "b"].map((name) => release(name, "", { to: null }));
  expect(toChanges({ ...first, releases }, commits)).toEqual([]);
});

test.each([
  ["Added: x", "added"],
  ["Changed: x", "changed"],
  ["Deprecated: x", "deprecated"],
  ["Removed: x", "removed"],
  ["Fixed: x", "fixed"],
  ["Fixed:", "added"],
  ["Fixed the x", "added"],
  ["Crash: x", "added"],
])("%j in a minor change is of kind %s", (summary, kind) => {
  expect(toChanges(plan([changeset("one", summary, { a: "minor" })]))[0]?.kind).toBe(kind);
});
