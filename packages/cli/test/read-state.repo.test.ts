import { realpathSync } from "node:fs";
import { repo, tempDir } from "@releaser/testkit";
import { expect, test } from "vitest";
import { openRepository } from "../src/open-repository.ts";
import { tryState } from "../src/release/read-state.ts";

test.each([true, false])("the workspace of the folder that is meant is read, glance %s", async (glance) => {
  const repository = await openRepository(repo().pkg("a@1.0.0").write(tempDir()));
  const other = realpathSync(repo().pkg("b@1.0.0").write(tempDir()));
  const { workspace } = await tryState(repository, { dir: other, glance });
  expect([workspace.root, [...workspace.packages.keys()]]).toEqual([other, ["b", "world"]]);
});
