import { repo } from "@releaser/testkit";
import { expect, test } from "vitest";
import { ownerMissing } from "../../../src/rules/contract/owner-missing.ts";
import { closed, contracted, contractText, dir } from "../../contracts.ts";
import { judge, lines } from "../../judge.ts";

const world = contracted("1.0.0", { "report.v1": closed("a") });
const owned = (owner: string): string => contractText("core.v1", closed("a"), [`owner: ${owner}`]);

test("an owner that is no package is an error at its line, with the nearest name", () => {
  const found = judge(ownerMissing, world.file(`${dir}/core.v1.yaml`, owned('"@s/cor"')));
  expect(lines(found)).toEqual([
    "error .sentinel/contracts/core.v1.yaml#/owner: core.v1 is owned by @s/cor, which is no package of this workspace",
  ]);
  expect(found[0]?.hint).toBe('in .sentinel/contracts/core.v1.yaml write owner: "@s/core"');
  expect(judge(ownerMissing, world.file(`${dir}/core.v1.yaml`, owned("[a, b]")))).toHaveLength(1);
});

test("contracts of nobody are one finding", () => {
  const orphans = repo().file(`${dir}/a.v1.yaml`, contractText("a.v1", closed())).file(`${dir}/b.v1.json`, "{}");
  expect(judge(ownerMissing, orphans)).toMatchObject([
    { file: `${dir}/a.v1.yaml`, related: [{ file: `${dir}/b.v1.json`, message: "b.v1 has the same owner" }] },
  ]);
});

test("silent for a package, and for .sentinel where none is named", () => {
  expect(judge(ownerMissing, world.file(`${dir}/core.v1.yaml`, owned('"@s/core" # the library')))).toEqual([]);
});
