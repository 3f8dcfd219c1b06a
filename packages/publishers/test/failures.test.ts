import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "@releaser/testkit";
import { expect, test } from "vitest";
import { failures } from "../src/failures.ts";

const pages = join(repositoryRoot, "docs/failures");

test.each(Object.keys(failures))("%s has a page", (code) => {
  expect(readdirSync(pages)).toContain(`${code}.md`);
  expect(readFileSync(join(pages, `${code}.md`), "utf8")).toMatch(new RegExp(`^# ${code}\n`, "u"));
});
