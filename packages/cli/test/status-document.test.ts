import { join } from "node:path";
import { coreFailures, type Outcome, ReleaserError, stages } from "@releaser/core";
import { validateDocument } from "@releaser/gates";
import { repositoryRoot } from "@releaser/testkit";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { failures } from "../src/failures.ts";
import { failuresOf, type Result, toStatusDocument } from "../src/status-document.ts";
import { toLastFailure } from "../src/terminal/last-failure.ts";

const sentinel = join(repositoryRoot, ".sentinel");
const outcome: Outcome = { id: "tag:v1", stage: "tagged", title: "signing v1", verdict: "held", attempts: 0, ms: 1.6 };
const conflict = coreFailures.E_CONFLICT({ id: "tag:v1", why: "other" }).failure;
const credentials = coreFailures.E_CREDENTIALS({ id: "npm:a@1", why: "401" }).failure;

describe("toStatusDocument", () => {
  test("of what holds", () => {
    const release = { key: "1.0.0", tag: "v1.0.0", digest: "a".repeat(64), commit: "b".repeat(40) };
    const document = toStatusDocument({ verb: "publish", release, outcomes: [outcome], next: "releaser announce" });
    expect(document).toEqual({
      schema: "release-status.v1",
      verb: "publish",
      key: "1.0.0",
      tag: "v1.0.0",
      plan: "a".repeat(64),
      commit: "b".repeat(40),
      ok: true,
      exit: 0,
      resources: [
        { id: "tag:v1", stage: "tagged", title: "signing v1", verdict: "held", observation: null, attempts: 0, ms: 2 },
      ],
      failures: [],
      next: "releaser announce",
    });
  });

  test("of what failed: the first exit that counts, every failure once, and what to do about the first", () => {
    const result: Result = {
      verb: "publish",
      outcomes: [
        { ...outcome, verdict: "failed", failure: credentials },
        { ...outcome, verdict: "conflict", failure: conflict },
      ],
      next: "not this",
    };
    const document = toStatusDocument(result);
    expect(document).toMatchObject({ ok: false, exit: 6, next: credentials.next, key: null, commit: null });
    expect(document.failures.map(({ code }) => code)).toEqual(["E_CREDENTIALS", "E_CONFLICT"]);
    expect(document.failures[0]).not.toHaveProperty("exit");
    expect(failuresOf({ ...result, failures: [{ ...conflict }] })).toEqual([conflict, credentials]);
  });

  test("keeps its contract, whatever happened", () => {
    const verdicts = [
      "absent",
      "applied",
      "blocked",
      "conflict",
      "different",
      "failed",
      "held",
      "pending",
      "superseded",
    ] as const;
    const outcomes = fc.array(
      fc.record(
        {
          id: fc.constantFrom("npm:@acme/core@1.0.0", "tag:v1", "clean:tag"),
          stage: fc.constantFrom(...stages),
          title: fc.string({ minLength: 1 }),
          verdict: fc.constantFrom(...verdicts),
          note: fc.string(),
          observation: fc.constantFrom({ is: "absent" } as const, { is: "equal", seen: 1 } as const),
          failure: fc.constantFrom(conflict, credentials, failures.E_USAGE({ message: "" }).failure),
          attempts: fc.nat(),
          ms: fc.double({ min: 0, max: 1e6, noNaN: true }),
        },
        { requiredKeys: ["id", "stage", "title", "verdict", "attempts", "ms"] },
      ),
    );
    fc.assert(
      fc.property(outcomes, (list) => {
        const document = JSON.parse(JSON.stringify(toStatusDocument({ verb: "status", outcomes: list }))) as unknown;
        expect(validateDocument(sentinel, "release-status.v1", document)).toEqual([]);
      }),
      // The contract is read anew for each.
      { numRuns: 20 },
    );
  });
});

describe("toLastFailure", () => {
  const running = new AbortController().signal;

  test("a failure is itself, an interruption comes before it, all else is a bug with its stack", () => {
    expect(toLastFailure(new ReleaserError(conflict), running)).toBe(conflict);
    expect(toLastFailure(new ReleaserError(conflict), AbortSignal.abort())).toMatchObject({
      code: "E_INTERRUPTED",
      exit: 130,
    });
    const bug = toLastFailure(new TypeError("undefined is no function"), running);
    expect(bug).toMatchObject({ code: "E_BUG", exit: 1 });
    expect(bug.why).toMatch(/^TypeError: undefined is no function\n\s+at /u);
    expect(toLastFailure("thrown", running)).toMatchObject({ code: "E_BUG", why: "thrown" });
  });

  test("tells no token that an unexpected error holds", () => {
    const token = `npm_${"a".repeat(36)}`;
    expect(toLastFailure(new Error(`PUT with ${token}`), running).why).not.toContain(token);
  });
});

test("what else a preflight found stands among the failures, and counts for the exit", () => {
  const { failure } = coreFailures.E_CREDENTIALS({ id: "npm:x", why: "401" });
  const { failure: second } = coreFailures.E_CONFLICT({ id: "npm:y", why: "other bytes" });
  const document = toStatusDocument({
    verb: "publish",
    outcomes: [{ ...outcome, verdict: "failed", failure, further: [second] }],
  });
  expect([document.exit, document.failures.map(({ code }) => code)]).toEqual([6, ["E_CREDENTIALS", "E_CONFLICT"]]);
});
