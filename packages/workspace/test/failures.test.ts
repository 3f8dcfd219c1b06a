import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "@releaser/testkit";
import { expect, test } from "vitest";
import { failures } from "../src/failures.ts";

test.each(Object.keys(failures))("%s has its page", (code) => {
  const page = join(repositoryRoot, "docs/failures", `${code}.md`);
  expect(existsSync(page) && readFileSync(page, "utf8").startsWith(`# ${code}\n`)).toBe(true);
});
