import type { World } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { newVersionNotMajor } from "../../../src/rules/contract/new-version-not-major.ts";
import { closed, contracted, contractText, dir, released } from "../../contracts.ts";
import { judgePast } from "../../judge-past.ts";
import { lines } from "../../judge.ts";

const start = contracted("1.0.0", { "report.v1": closed("a") });
const past = released(start);
const added = start.file(`${dir}/report.v2.yaml`, contractText("report.v2", closed("b")));
const replaced = contracted("1.0.0", { "report.v2": closed("b") });
const given = (world: World, bump: string): World => world.changeset("x", { "@s/sentinel": bump });

describe("a version of a contract that comes or goes", () => {
  test("asks for a minor where it comes", () => {
    const at =
      "warning .sentinel/contracts/report.v2.yaml#: report.v2 is new since @s/sentinel@1.0.0, which asks for a minor of @s/sentinel";
    expect(lines(judgePast(newVersionNotMajor, past, { world: added }))).toEqual([`${at}; no changeset names it`]);
    expect(lines(judgePast(newVersionNotMajor, past, { world: given(added, "patch") }))).toEqual([
      `${at}; it is given patch`,
    ]);
  });

  test("asks for a major where it goes, told once with what takes its place", () => {
    expect(lines(judgePast(newVersionNotMajor, past, { world: given(replaced, "minor") }))).toEqual([
      "warning .sentinel/contracts/report.v2.yaml#: report.v2 is new and report.v1 is gone since @s/sentinel@1.0.0, which asks for a major of @s/sentinel; it is given minor",
    ]);
    expect(judgePast(newVersionNotMajor, past, { world: given(contracted("1.0.0", {}), "minor") })).toMatchObject([
      { file: ".sentinel/package.json", pointer: "/version" },
    ]);
  });

  test("asks for what the policy says", () => {
    const ask = (world: World, options: Readonly<Record<string, unknown>>): number =>
      judgePast(newVersionNotMajor, past, { world, options }).length;
    expect(ask(given(added, "minor"), { added: "major" })).toBe(1);
    expect(ask(given(added, "patch"), { added: "patch" })).toBe(0);
    expect(ask(given(replaced, "minor"), { removed: "minor" })).toBe(0);
  });
});

describe("silent", () => {
  test.each<readonly [string, World]>([
    ["as released", start],
    ["added with a minor", given(added, "minor")],
    ["replaced with a major", given(replaced, "major")],
    ["accepted", added.changeset("x", {})],
    ["no Changesets", added.config(undefined)],
    ["a file that is named as no contract", start.file(`${dir}/report.yaml`, "type: object\n")],
  ])("%s", (_, world) => expect(judgePast(newVersionNotMajor, past, { world })).toEqual([]));

  test("for what goes under a minor below 1.0.0, and before the first release", () => {
    const zero = contracted("0.1.0", { "report.v1": closed("a") });
    const world = given(contracted("0.1.0", {}), "minor");
    expect(judgePast(newVersionNotMajor, released(zero, "@s/sentinel@0.1.0"), { world })).toEqual([]);
    expect(judgePast(newVersionNotMajor, released(start, "@s/core@1.2.0"), { world: added })).toEqual([]);
  });
});
