import { repo } from "@releaser/testkit";
import { expect, test } from "vitest";
import { invalidChangeset } from "../../../src/rules/plan/invalid-changeset.ts";
import { judge } from "../../judge.ts";

test("every changeset that cannot be read is an error, not the first alone", () => {
  const world = repo()
    .pkg("@s/a@1.0.0")
    .changeset("huge", { "@s/a": "huge" })
    .file(".changeset/open.md", "---\n")
    .changeset("good", { "@s/a": "patch" });
  expect(judge(invalidChangeset, world).map(({ level, file, line }) => [level, file, line])).toEqual([
    ["error", ".changeset/huge.md", 2],
    ["error", ".changeset/open.md", 1],
  ]);
});

test("a folder of good changesets is silent, and so is a repository without any", () => {
  const good = repo()
    .pkg("@s/a@1.0.0")
    .changeset("good", { "@s/a": "patch" })
    .file(".changeset/README.md", "# Changesets\n");
  expect([...judge(invalidChangeset, good), ...judge(invalidChangeset, repo().config(undefined))]).toEqual([]);
});
