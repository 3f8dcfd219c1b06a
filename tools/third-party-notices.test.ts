import { createRequire } from "node:module";
import { join } from "node:path";
import { repositoryRoot } from "@releaser/testkit";
import { expect, test } from "vitest";
import { bundledPackages, renderNotices } from "./third-party-notices.ts";

const fromWorkspace = createRequire(join(repositoryRoot, "packages/workspace/package.json"));

test("each package that modules come from is named once, with its licence", () => {
  const ids = ["semver/functions/valid.js", "semver/classes/range.js", "yaml"].map((id) => fromWorkspace.resolve(id));
  const found = bundledPackages([...ids, join(repositoryRoot, "packages/core/src/index.ts")]);
  expect(found.map(({ name, license }) => [name, license])).toEqual([
    ["semver", "ISC"],
    ["yaml", "ISC"],
  ]);
  const text = renderNotices(found.toReversed());
  expect(text.indexOf("semver 7.")).toBeLessThan(text.indexOf("yaml 2."));
  expect(text.match(/Permission to use, copy, modify/gu)).toHaveLength(2);
});
