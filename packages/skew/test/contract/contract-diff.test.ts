import { expect, test } from "vitest";
import { diffContract } from "../../src/contract/contract-diff.ts";
import { pastContracts } from "../../src/contract/past-contracts.ts";
import { contracted, contractText, dir, released } from "../contracts.ts";

test("a contract is compared once for all that ask, and anew for another meaning of new properties", () => {
  const open = (...names: readonly string[]): readonly string[] => [
    "type: object",
    "properties:",
    ...names.map((name) => `  ${name}: { type: string }`),
  ];
  const start = contracted("1.0.0", { "report.v1": open("a") });
  const world = start.file(`${dir}/report.v1.yaml`, contractText("report.v1", open("a", "more")));
  const workspace = released(start).workspace(world);
  const ask = (newProperties: unknown): ReturnType<typeof diffContract> => {
    const [past] = pastContracts(workspace);
    return past && diffContract(past, newProperties);
  };
  expect([ask(undefined)?.kind, ask("additive")?.kind]).toEqual(["breaking", "additive"]);
  expect(ask("breaking")).toBe(ask(undefined));
  expect(ask("additive")).toBe(ask("additive"));
});
