import { timeline, type World } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { breakingInPlace } from "../../../src/rules/contract/breaking-in-place.ts";
import { closed, contracted, contractText, dir, released } from "../../contracts.ts";
import { judgePast } from "../../judge-past.ts";
import { lines } from "../../judge.ts";

const start = contracted("1.0.0", { "report.v1": closed("a", "b") });
const past = released(start);
const edited = (schema: readonly string[]): World =>
  start.file(`${dir}/report.v1.yaml`, contractText("report.v1", schema));

describe("a contract that allows less than its tagged self", () => {
  test("is an error at the change, with the way back and the other changes", () => {
    const found = judgePast(breakingInPlace, past.commit("feat!: less", edited([...closed("a"), "required: [a]"])));
    expect(lines(found)).toEqual([
      "error .sentinel/contracts/report.v1.yaml#/schema/required: report.v1 breaks what @s/sentinel@1.0.0 released: property b is gone, and 1 more".replace(
        "/required",
        "/additionalProperties",
      ),
    ]);
    expect(found[0]?.hint).toBe(
      "write it as report.v2 in a file of its own, and take .sentinel/contracts/report.v1.yaml back: `git checkout @s/sentinel@1.0.0 -- .sentinel/contracts/report.v1.yaml`",
    );
    expect(found[0]?.related).toEqual([{ file: ".sentinel/contracts/report.v1.yaml", message: "a is required now" }]);
    expect(found[0]?.package).toBe("@s/sentinel");
  });

  test("is one whatever changeset there is, not committed, or whose file is now JSON", () => {
    const broken = edited(closed("a"));
    expect(judgePast(breakingInPlace, past, { world: broken.changeset("x", { "@s/sentinel": "major" }) })).toHaveLength(
      1,
    );
    const json = JSON.stringify({ contract: "report.v1", schema: { type: "object", additionalProperties: false } });
    const moved = contracted("1.0.0", {}).file(`${dir}/report.v1.json`, json);
    expect(judgePast(breakingInPlace, past, { world: moved })[0]?.file).toBe(`${dir}/report.v1.json`);
  });

  test("counts from the tag of its owner, or of the train", () => {
    const owned = (schema: readonly string[]): World =>
      contracted("1.0.0", {}).file(`${dir}/core.v1.yaml`, contractText("core.v1", schema, ['owner: "@s/core"']));
    const tagged = timeline(owned(closed("a", "b")))
      .tag("@s/core@1.2.0")
      .commit("feat: c", owned(closed("a", "b", "c")))
      .tag("@s/sentinel@1.0.0");
    expect(judgePast(breakingInPlace, tagged, { world: owned(closed("a", "b")) })).toEqual([]);
    expect(judgePast(breakingInPlace, tagged, { world: owned(closed("a")) })[0]?.message).toContain("@s/core@1.2.0");
    const train = start.file("release/version.txt", "1.0.0\n");
    expect(
      judgePast(breakingInPlace, timeline(train).tag("v1.0.0"), {
        world: edited(closed("a")).file("release/version.txt", "1.0.0\n"),
      }),
    ).toHaveLength(1);
  });

  test("is one where it can be read no longer, and a warning where only a prerelease has it", () => {
    expect(judgePast(breakingInPlace, past, { world: edited(["type: [object"]) })[0]?.message).toContain(
      "it cannot be read: ",
    );
    const next = contracted("1.0.0-next.1", { "report.v1": closed("a", "b") });
    const found = judgePast(breakingInPlace, released(next, "@s/sentinel@1.0.0-next.1"), {
      world: next.file(`${dir}/report.v1.yaml`, contractText("report.v1", closed("a"))),
    });
    expect(found.map(({ level }) => level)).toEqual(["warning"]);
  });

  test("takes new properties of open objects for additive where it is told to", () => {
    const open = (names: string): World => edited(["type: object", `properties: ${names}`]);
    const on = released(open("{ a: { type: string } }"));
    const world = open("{ a: { type: string }, b: { type: string } }");
    expect(judgePast(breakingInPlace, on, { world })).toHaveLength(1);
    expect(judgePast(breakingInPlace, on, { world, options: { newProperties: "additive" } })).toEqual([]);
  });
});

describe("silent", () => {
  test.each<readonly [string, World]>([
    ["as released", start],
    ["words", edited(["title: A report", ...closed("b", "a")])],
    ["more", edited(closed("a", "b", "c"))],
    ["a version beside it", start.file(`${dir}/report.v2.yaml`, contractText("report.v2", ["type: string"]))],
    ["gone", contracted("1.0.0", {})],
  ])("%s", (_, world) => expect(judgePast(breakingInPlace, past, { world })).toEqual([]));

  test("before the owner's first release, without history, and for what could not be read before", () => {
    const world = edited(closed("a"));
    expect(judgePast(breakingInPlace, timeline(start).tag("@s/core@1.2.0"), { world })).toEqual([]);
    expect(judgePast(breakingInPlace, timeline(start), { world })).toEqual([]);
    expect(judgePast(breakingInPlace, released(edited(["type: [object"])), { world })).toEqual([]);
  });
});
