import { type Plan, ReleaserError, sealPlan } from "@releaser/core";
import { parsePlan } from "@releaser/workspace";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const bump = fc.constantFrom("major", "minor", "none", "patch");
const text = fc.string({ unit: "grapheme" });
const cause = fc.oneof(
  fc.record({ kind: fc.constant("changeset" as const), id: text }),
  fc.record({ kind: fc.constant("dependency" as const), of: text, range: text, field: text }),
  fc.record({ kind: fc.constant("peer" as const), of: text, range: text }),
  fc.record({ kind: fc.constantFrom("fixed", "linked"), group: fc.array(text), by: text }),
);
const release = fc.record({
  name: text,
  dir: fc.option(text),
  private: fc.boolean(),
  from: fc.option(text),
  to: fc.option(text),
  bump,
  causes: fc.array(cause),
});
const changeset = fc.record({
  id: text,
  summary: text,
  releases: fc.array(fc.record({ name: text, type: bump })),
  decisions: fc.array(text),
  capsules: fc.array(text),
});
const plans: fc.Arbitrary<Plan> = fc
  .record({
    train: fc.option(fc.record({ from: text, to: text, bump, tag: text, owner: text })),
    branch: text,
    planner: fc.record({ name: text, version: text, from: fc.constantFrom("bundled", "workspace") }),
    packer: text,
    releases: fc.array(release, { maxLength: 4 }),
    changesets: fc.array(changeset, { maxLength: 4 }),
    decisions: fc.array(text),
    capsules: fc.array(text),
    producer: text,
    rollback: fc.array(text),
  })
  .map((open) => sealPlan(open));

describe("parsePlan", () => {
  test("gives back what was written", () => {
    fc.assert(
      fc.property(plans, fc.constantFrom(undefined, 2), (plan, space) => {
        expect(parsePlan(JSON.stringify(plan, undefined, space))).toEqual(JSON.parse(JSON.stringify(plan)));
      }),
    );
  });

  test("notices any member that was taken away, and any change of what identifies the release", () => {
    const members = fc.constantFrom(
      "branch",
      "packer",
      "producer",
      "decisions",
      "capsules",
      "releases",
      "changesets",
      "digest",
      "key",
      "train",
      "schema",
      "planner",
    );
    fc.assert(
      fc.property(plans, members, (plan, member) => {
        expect(codeOf(JSON.stringify({ ...plan, [member]: undefined }))).toBe("E_PLAN_INVALID");
        if (typeof plan[member] === "string") {
          const altered = codeOf(JSON.stringify({ ...plan, [member]: `${plan[member]}x` }));
          expect(altered).toBe(member === "schema" ? "E_PLAN_INVALID" : "E_PLAN_ALTERED");
        }
      }),
    );
  });

  test("the way back and where the planner was found are no part of the identity", () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const moved = { ...plan, rollback: ["x"], planner: { ...plan.planner, from: "workspace" } };
        expect(parsePlan(JSON.stringify(moved)).digest).toBe(plan.digest);
      }),
    );
  });

  test.each([
    "",
    "{",
    "null",
    "[]",
    "{}",
    '{"schema":"release-plan.v1"}',
    `{"a":${"[".repeat(2000)}${"]".repeat(2000)}}`,
  ])("%.40s is no plan", (written) => {
    expect(codeOf(written)).toBe("E_PLAN_INVALID");
  });

  test("everything that is wrong is said, with where it stands", () => {
    const broken = { schema: "release-plan.v2", releases: [{ name: 1, more: 1, causes: [{ kind: "toString" }] }] };
    expect(() => parsePlan(JSON.stringify(broken))).toThrow(
      expect.objectContaining({
        failure: expect.objectContaining({
          why: expect.stringMatching(
            /\/schema is none of release-plan\.v1[\s\S]*\/releases\/0\/name is no text[\s\S]*\/releases\/0\/causes\/0 is no cause[\s\S]*\/releases\/0\/more is no member/u,
          ),
        }),
      }),
    );
  });
});

function codeOf(written: string): string | undefined {
  try {
    parsePlan(written);
    return undefined;
  } catch (error) {
    if (error instanceof ReleaserError) return error.failure.code;
    throw error;
  }
}
