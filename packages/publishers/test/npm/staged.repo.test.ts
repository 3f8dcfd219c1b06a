import type { Outcome } from "@releaser/core";
import { labOtp, withoutStaged } from "@releaser/testkit/lab";
import { describe, expect, test } from "vitest";
import { stagedNpmResource } from "../../src/npm/staged-npm-resource.ts";
import type { PackedFile } from "../packed-file.ts";
import { npmWorld, type NpmWorld, token } from "./npm-world.ts";

const ada = { accounts: { [token]: { username: "ada", may: "stage" } } } as const;
const oidc = { accounts: { [token]: { username: "oidc", may: "stage", only: "a" } } } as const;

async function stage({ run, registry }: NpmWorld, packed: PackedFile): Promise<Outcome | undefined> {
  return (await run(stagedNpmResource({ ...packed, registry, access: "public", settle: 1000 })))[0];
}

function staged({ lab }: NpmWorld): readonly string[] {
  return (lab.snapshot().staged ?? []).map(({ id }) => id);
}

async function approve({ lab }: NpmWorld, id: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}`, "npm-otp": labOtp };
  return (await fetch(`${lab.url}/-/stage/${id}/approve`, { method: "POST", headers })).status;
}

describe("staged publishing", () => {
  test("is sent once, waits for a person with the command to type, and holds once it is approved", async () => {
    const world = await npmWorld(ada);
    const packed = await world.packed("a");
    const first = await stage(world, packed);
    const [id = ""] = staged(world);
    expect(first).toMatchObject({
      verdict: "pending",
      attempts: 1,
      failure: {
        code: "E_NPM_STAGED",
        exit: 8,
        who: "Owner",
        next: expect.stringContaining(`npm stage approve ${id}`) as string,
      },
    });
    expect(await stage(world, packed)).toMatchObject({ verdict: "pending", attempts: 0 });
    expect([staged(world), world.lab.snapshot().published]).toEqual([[id], []]);
    expect(await approve(world, id)).toBe(201);
    expect(await stage(world, packed)).toMatchObject({ verdict: "held", note: "sha512 equal", attempts: 0 });
    expect(world.lab.snapshot().published).toEqual(["a@1.0.0"]);
  });

  test("with a token that may stage and not ask what waits, it is sent again to no effect, and still waits", async () => {
    const world = await npmWorld();
    await world.publish(await world.packed("a", "0.9.0"));
    world.lab.rule(oidc);
    const packed = await world.packed("a");
    const waiting = { verdict: "pending", attempts: 1, failure: { code: "E_NPM_STAGED", exit: 8 } };
    expect(await stage(world, packed)).toMatchObject(waiting);
    expect(await stage(world, packed)).toMatchObject(waiting);
    expect(staged(world)).toHaveLength(1);
  });

  test("what somebody else staged under the version is not to be approved", async () => {
    const world = await npmWorld(ada);
    await stage(world, await world.packed("a", "1.0.0", "other bytes"));
    const [id = ""] = staged(world);
    expect(await stage(world, await world.packed("a"))).toMatchObject({
      verdict: "conflict",
      attempts: 0,
      failure: { code: "E_NPM_STAGE_MISMATCH", exit: 6, next: expect.stringContaining(`reject ${id}`) as string },
    });
  });

  test("a rejection that the registry still tells is not overridden; one that it has forgotten is staged anew", async () => {
    const world = await npmWorld(ada);
    const packed = await world.packed("a");
    await stage(world, packed);
    const [id = ""] = staged(world);
    const state = world.lab.snapshot();
    world.lab.restore({ ...state, staged: (state.staged ?? []).map((one) => ({ ...one, status: "rejected" })) });
    expect(await stage(world, packed)).toMatchObject({
      verdict: "conflict",
      attempts: 0,
      failure: { code: "E_NPM_STAGE_REJECTED", exit: 6, who: "Owner" },
    });
    world.lab.restore(withoutStaged(state, id));
    expect(await stage(world, packed)).toMatchObject({ verdict: "pending", attempts: 1 });
    expect(staged(world)).not.toContain(id);
  });

  test("a version that is public already is never staged", async () => {
    const world = await npmWorld();
    await world.publish(await world.packed("a"));
    expect(await stage(world, await world.packed("a"))).toMatchObject({ verdict: "held" });
    expect(await stage(world, await world.packed("a", "1.0.0", "other"))).toMatchObject({
      failure: { code: "E_PUBLISHED_MISMATCH" },
    });
    expect(staged(world)).toEqual([]);
  });

  test("more than a page of what waits is read", async () => {
    const world = await npmWorld(ada);
    const packed = await world.packed("a");
    await stage(world, packed);
    const state = world.lab.snapshot();
    const [one] = state.staged ?? [];
    if (!one) throw new Error("nothing staged");
    const others = Array.from({ length: 150 }, (_, index) => ({
      ...one,
      id: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
      body: { ...one.body, versions: { [`0.0.${index}`]: {} } },
    }));
    world.lab.restore({ ...state, staged: [...others, one] });
    expect(await stage(world, packed)).toMatchObject({ verdict: "pending", attempts: 0 });
  });
});
