import { join } from "node:path";
import { repositoryRoot } from "@releaser/testkit";
import { expect, test } from "vitest";
import { checkChangelog } from "../src/changesets/changelog-module.ts";
import { changelogModule } from "./changelog-module-path.ts";

const ours = join(repositoryRoot, "packages/notes/src/index.ts");

test("a changelog module that judges the tree is told not to, since whoever applies a plan has", async () => {
  expect(await checkChangelog(ours, { repo: "acme/acme" })).toEqual({ repo: "acme/acme", skew: false });
  expect(await checkChangelog(ours, null)).toEqual({ skew: false });
});

test("any other gets its options as they are", async () => {
  expect(await checkChangelog(changelogModule, { repo: "acme/acme" })).toEqual({ repo: "acme/acme" });
  expect(await checkChangelog(changelogModule, null)).toBeNull();
});
