import type { World } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { editWithoutBump } from "../../../src/rules/contract/edit-without-bump.ts";
import { noChangeset } from "../../../src/rules/intent/no-changeset.ts";
import { closed, contracted, contractText, dir, released } from "../../contracts.ts";
import { judgePast } from "../../judge-past.ts";
import { lines, mended, planOf } from "../../judge.ts";

const start = contracted("1.0.0", { "report.v1": closed("a"), "status.v1": closed("a") });
const past = released(start);
const widen = (world: World, name: string): World =>
  world.file(`${dir}/${name}.yaml`, contractText(name, closed("a", "more")));
const wider = widen(start, "report.v1");

describe("a contract that was widened", () => {
  test("is an error where no changeset names its owner, with a stub that silences it", () => {
    const on = past.commit("feat: more", wider);
    const found = judgePast(editWithoutBump, on);
    expect(lines(found)).toEqual([
      "error .sentinel/contracts/report.v1.yaml#/schema/properties/more: report.v1 allows more than @s/sentinel@1.0.0 released (property more is new), and no changeset names its owner @s/sentinel",
    ]);
    const [edit] = found[0]?.fix?.edits ?? [];
    expect(found[0]?.fix?.safety).toBe("safe");
    expect(edit?.value).toBe('---\n"@s/sentinel": minor\n---\n\nAllow more in the contract report.v1.\n');
    expect(found[0]?.hint).toContain(edit?.file);
    expect(judgePast(editWithoutBump, on, { world: mended(wider, found) })).toEqual([]);
    expect(judgePast(noChangeset, on)).toEqual([]);
  });

  test("is one finding for each owner, with the others beside it", () => {
    const found = judgePast(editWithoutBump, past, { world: widen(wider, "status.v1") });
    expect(found.map(({ related }) => related?.map(({ message }) => message))).toEqual([
      ["status.v1: property more is new"],
    ]);
  });

  test("is a warning where the owner is given a patch, unless it is below 1.0.0", () => {
    const found = judgePast(editWithoutBump, past, { world: wider.changeset("x", { "@s/sentinel": "patch" }) });
    expect(lines(found)).toEqual([expect.stringMatching(/^warning .* and @s\/sentinel is given patch$/u)]);
    const zero = contracted("0.1.0", { "report.v1": closed("a") });
    const world = widen(zero, "report.v1").changeset("x", { "@s/sentinel": "patch" });
    expect(judgePast(editWithoutBump, released(zero, "@s/sentinel@0.1.0"), { world })).toEqual([]);
  });

  test("is an error where the owner's version was lowered, or another member of its manifest is called version", () => {
    const lowered = wider.sentinel("0.9.0", { name: "@s/sentinel" });
    expect(judgePast(editWithoutBump, past, { world: lowered })).toMatchObject([{ level: "error" }]);
    const text = '{ "scripts": { "version": "0.9.0" }, "name": "@s/sentinel", "version": "1.0.0" }\n';
    const scripted = (world: World): World => world.file(".sentinel/package.json", text);
    expect(judgePast(editWithoutBump, released(scripted(start)), { world: scripted(wider) })).toMatchObject([
      { level: "error" },
    ]);
  });

  test("is information where the plan gives the owner as much anyway", () => {
    const plan = planOf({ "@s/sentinel": ["1.0.0", "1.1.0"] });
    expect(judgePast(editWithoutBump, past, { world: wider, plan })).toMatchObject([{ level: "info" }]);
  });
});

describe("silent", () => {
  test.each<readonly [string, World]>([
    ["as released", start],
    ["words", start.file(`${dir}/report.v1.yaml`, contractText("report.v1", ["title: A report", ...closed("a")]))],
    ["named", wider.changeset("x", { "@s/sentinel": "minor" })],
    ["accepted for its owner", wider.changeset("x", { "@s/sentinel": "none" })],
    ["accepted by an empty changeset", wider.changeset("x", {})],
    ["broken, which another rule tells", start.file(`${dir}/report.v1.yaml`, contractText("report.v1", closed("b")))],
    ["raised by a version step that has no tag yet", wider.sentinel("1.1.0", { name: "@s/sentinel" })],
    ["no Changesets", wider.config(undefined)],
    ["a changeset that cannot be read", wider.file(".changeset/x.md", "---\n")],
    [
      "an owner that is not versioned",
      wider
        .config({ ignore: ["@s/core"] })
        .file(`${dir}/report.v1.yaml`, contractText("report.v1", closed("a", "more"), ['owner: "@s/core"'])),
    ],
  ])("%s", (_, world) => expect(judgePast(editWithoutBump, past, { world })).toEqual([]));

  test("on the branch of the release", () => {
    const on = released(start).branch("changeset-release/main").commit("chore: release", wider);
    expect(judgePast(editWithoutBump, on)).toEqual([]);
  });
});
