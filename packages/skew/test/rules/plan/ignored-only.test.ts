import { repo } from "@releaser/testkit";
import { expect, test } from "vitest";
import { ignoredOnly } from "../../../src/rules/plan/ignored-only.ts";
import { judge, lines } from "../../judge.ts";

const world = repo()
  .pkg("@s/a@1.0.0")
  .pkg("@s/docs@1.0.0", { private: true })
  .pkg("@s/old@1.0.0")
  .pkg("@s/none", { private: true });
const strict = world.config({ privatePackages: false, ignore: ["@s/old"] });

test("a changeset that names skipped packages alone is a warning that says why each is skipped", () => {
  const changed = strict.changeset("quiet", { "@s/docs": "patch", "@s/old": "minor", "@s/none": "patch" });
  expect(lines(judge(ignoredOnly, changed))).toEqual([
    "warning .changeset/quiet.md#: nothing will be released: @s/docs is private, and privatePackages.version is off, @s/old is ignored by the configuration, @s/none states no version",
  ]);
});

test("empty changesets, the bump none and released packages are silent", () => {
  const changed = strict
    .changeset("empty", {})
    .changeset("none", { "@s/docs": "none" })
    .changeset("real", { "@s/a": "patch" });
  expect(judge(ignoredOnly, changed)).toEqual([]);
});

test(".sentinel is versioned whatever the configuration says of private packages", () => {
  expect(judge(ignoredOnly, strict.sentinel("0.1.0").changeset("gates", { sentinel: "patch" }))).toEqual([]);
});
