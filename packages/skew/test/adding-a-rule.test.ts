import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Rule } from "@releaser/core";
import { repo, repositoryRoot } from "@releaser/testkit";
import { expect, onTestFinished, test } from "vitest";
import { judge, lines } from "./judge.ts";

/** The TypeScript of the page, in its order. */
function blocks(): readonly string[] {
  const page = readFileSync(join(repositoryRoot, "docs/adding-a-rule.md"), "utf8");
  return [...page.matchAll(/```ts\n([\s\S]*?)```/gu)].map(([, text = ""]) => text);
}

/** The rule of the page, from a file below the package, outside of node_modules, so that what it imports is found and its types are stripped. */
async function pageRule(): Promise<Rule> {
  const dir = join(import.meta.dirname, "../.releaser/adding-a-rule");
  mkdirSync(dir, { recursive: true });
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const file = join(dir, `rule-${process.pid}.ts`);
  writeFileSync(file, blocks()[0] ?? "");
  const loaded = (await import(pathToFileURL(file).href)) as { readonly nameTaken: Rule };
  return loaded.nameTaken;
}

test("the rule of the page finds what the page's test says", async () => {
  const rule = await pageRule();
  const [, said = ""] = /toEqual\(\[\s*"([^"]+)",\s*\]\)/u.exec(blocks()[1] ?? "") ?? [];
  expect(lines(judge(rule, repo().pkg("test@1.0.0")))).toEqual([said]);
  expect(judge(rule, repo().pkg("tests@1.0.0"))).toEqual([]);
});
