import type { LabAccount, RegistryRules } from "@releaser/testkit/lab";
import { describe, expect, test } from "vitest";
import { npmWorld, token } from "./npm-world.ts";

const mine = (account: Partial<LabAccount> = {}): RegistryRules => ({
  accounts: { [token]: { username: "ada", ...account } },
});

describe("what a registry answers to a publication", () => {
  test.each([
    ["a token that is nobody's", { accounts: {} }, "E_NPM_AUTH", 9, "Integrator/Owner"],
    ["a token that may only read", mine({ may: "read" }), "E_NPM_AUTH", 9, "Integrator/Owner"],
    [
      "a name of somebody else, told as 404",
      { ...mine(), collaborators: { a: {} } },
      "E_NPM_AUTH",
      9,
      "Integrator/Owner",
    ],
    ["a second factor", mine({ secondFactor: true }), "E_NPM_OTP", 8, "Owner"],
    ["a policy", { ...mine(), blocked: ["a"] }, "E_NPM_BLOCKED", 5, "Owner"],
    ["a file that is too large", { ...mine(), largest: 10 }, "E_NPM_TOO_LARGE", 5, "Builder"],
  ] as const)("%s stops it at once", async (_, rules, code, exit, who) => {
    const { publish, packed, lab } = await npmWorld(rules);
    const outcome = await publish(await packed("a"));
    expect(outcome).toMatchObject({ verdict: "failed", attempts: 1, failure: { code, exit, who } });
    expect(JSON.stringify(outcome)).not.toContain(token);
    expect(lab.snapshot().published).toEqual([]);
  });

  test("a restricted package without a plan for it is a matter of payment", async () => {
    const { publish, packed } = await npmWorld({ ...mine(), paid: false });
    expect(await publish(await packed("@s/a"), { access: "restricted" })).toMatchObject({
      failure: { code: "E_NPM_PAYMENT", exit: 9 },
    });
    expect(await publish(await packed("@s/a"))).toMatchObject({ verdict: "applied" });
  });

  test("a rate limit is waited for as long as it asks, and each attempt is told", async () => {
    const { publish, packed, events, lab } = await npmWorld({ ...mine(), busy: 2, retryAfter: 40 });
    expect(await publish(await packed("a"))).toMatchObject({ verdict: "applied", attempts: 3 });
    expect(events.filter(({ type }) => type === "retrying")).toMatchObject([
      { attempt: 1, ms: 40_000, why: "it asks to be left alone for 40 s" },
      { attempt: 2, ms: 40_000 },
    ]);
    expect(lab.snapshot().published).toEqual(["a@1.0.0"]);
  });

  test("a rate limit that asks for an hour ends the run, and says so", async () => {
    const { publish, packed, events } = await npmWorld({ ...mine(), busy: 1, retryAfter: 3600 });
    expect(await publish(await packed("a"))).toMatchObject({
      verdict: "failed",
      attempts: 1,
      failure: { code: "E_NPM_LIMITED", exit: 5, retryable: true, why: "it asks to be left alone for 3600 s" },
    });
    expect(events.filter(({ type }) => type === "retrying")).toEqual([]);
  });

  test("hostile.44 a version that is there with the same bytes is fine, with others a conflict that leads to the way back", async () => {
    const { publish, packed, lab } = await npmWorld(mine());
    await publish(await packed("a"));
    expect(await publish(await packed("a"))).toMatchObject({ verdict: "held", attempts: 0 });
    expect(await publish(await packed("a", "1.0.0", "other bytes"))).toMatchObject({
      verdict: "conflict",
      attempts: 0,
      failure: { code: "E_PUBLISHED_MISMATCH", exit: 6, who: "Owner", next: expect.stringContaining("roll") as string },
    });
    expect(lab.snapshot().published).toEqual(["a@1.0.0"]);
  });
});
