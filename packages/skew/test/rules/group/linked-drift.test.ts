import { repo, timeline, type Timeline, type World } from "@releaser/testkit";
import { expect, test } from "vitest";
import { linkedDrift } from "../../../src/rules/group/linked-drift.ts";
import { lines } from "../../judge.ts";
import { judgePast } from "../../judge-past.ts";

const at = (a: string, b: string, c = "1.0.0"): World =>
  repo()
    .pkg(`@s/a@${a}`)
    .pkg(`@s/b@${b}`)
    .pkg(`@s/c@${c}`)
    .config({ linked: [["@s/a", "@s/b", "@s/c"]] });
const drift = (past: Timeline): readonly string[] => lines(judgePast(linkedDrift, past));

test("a member that was released below the highest is information, once for the group", () => {
  const past = timeline(at("1.4.0", "1.2.0")).tag("@s/a@1.4.0", "@s/b@1.2.0", "@s/c@1.0.0");
  const found = judgePast(linkedDrift, past);
  expect(lines(found)).toEqual([
    "info .changeset/config.json#/linked/0/1: @s/b was released as 1.2.0 when @s/a of its linked group was at 1.4.0",
  ]);
  expect(found[0]?.related?.map(({ message }) => message)).toEqual([
    "@s/c was released as 1.0.0 when @s/a of its linked group was at 1.4.0",
  ]);
});

test("silent for members that stayed where they were while others went on", () => {
  const past = timeline(at("1.0.0", "1.0.0"))
    .tag("@s/a@1.0.0", "@s/b@1.0.0", "@s/c@1.0.0")
    .commit("release", at("1.1.0", "1.0.0"))
    .tag("@s/a@1.1.0")
    .commit("release", at("1.1.0", "1.2.0"))
    .tag("@s/b@1.2.0");
  expect(drift(past)).toEqual([]);
});

test("silent without tags of their versions, for ignored members, for fixed groups and without groups", () => {
  const past = (world: World): Timeline => timeline(world).tag("@s/a@1.4.0", "@s/b@1.2.0");
  const lagging = at("1.4.0", "1.2.0");
  const silent = [
    timeline(lagging).tag("@s/a@1.4.0", "@s/b@1.1.0"),
    past(lagging.config({ ignore: ["@s/b"] })),
    past(lagging.config({ linked: [], fixed: [["@s/a", "@s/b"]] })),
    past(lagging.config({ linked: [] })),
    timeline(lagging),
  ];
  expect(silent.flatMap((one) => drift(one))).toEqual([]);
});
