import assert from "node:assert/strict";
import { smoke } from "./published.mjs";

await smoke("@releaser/testkit/conformance", async ({ conformance, faultsInProcess, faultyCalls, problemsOf }) => {
  const open = (plan) => {
    const shelf = new Map();
    const calls = { read: async () => shelf.get("a"), put: async () => void shelf.set("a", "ours") };
    const disturbed = faultyCalls(calls, { service: "shelf", plan, reads: ["read"], writes: ["put"] });
    return {
      resource: () => ({
        id: "shelf:a",
        stage: "published",
        title: "putting a on the shelf",
        observe: async () => ((await disturbed.read()) === undefined ? { is: "absent" } : { is: "equal", seen: "a" }),
        apply: async () => await disturbed.put(),
      }),
      snapshot: () => Object.fromEntries(shelf),
    };
  };
  assert.deepEqual(problemsOf(await conformance({ open, faults: faultsInProcess })), []);
});
