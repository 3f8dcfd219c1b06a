import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { auditRules } from "../../src/audit/audit-rules.ts";
import { auditWorkflows } from "../../src/audit/audit-workflows.ts";
import { inOrder } from "./in-order.ts";

const page = readFileSync(join(repositoryRoot, "docs/audit.md"), "utf8");
const sections = page.split(/^### /mu).slice(1);
const ids = auditRules.map(({ id }) => id);

test("each rule has a file and a section of its name, and none is left over", () => {
  const files = readdirSync(join(import.meta.dirname, "../../src/audit/rules"));
  expect(files.toSorted()).toEqual(ids.map((id) => `${id}.ts`));
  expect(sections.map((section) => section.slice(0, section.indexOf("\n")))).toEqual(ids);
  expect(ids).toEqual(ids.toSorted());
});

test("the table has a row for each rule, with its level and title", () => {
  const rows = [...page.matchAll(/^\| \[`(.+?)`\]\(#(.+?)\) +\| (\w+) +\| (.+?) +\|$/gmu)];
  expect(rows.map(([, ...cells]) => cells)).toEqual(auditRules.map(({ id, title, level }) => [id, id, level, title]));
});

describe.each(auditRules.map((rule, index) => ({ ...rule, section: sections[index] ?? "" })))("$id", (rule) => {
  const example = (kind: string): string => {
    const [, text] = new RegExp(`^\`\`\`yaml ${kind}\n([\\s\\S]*?)^\`\`\`$`, "mu").exec(rule.section) ?? [];
    if (text === undefined) throw new Error(`${rule.id} has no ${kind} example`);
    return inOrder(text);
  };

  test("its section states its title and level", () => {
    expect(rule.section).toContain(`**${rule.level}**: ${rule.title}.`);
  });

  test("it alone finds the bad example, once", () => {
    const found = auditWorkflows([{ file: "a.yml", text: example("bad"), ours: true }]);
    expect(found).toMatchObject([{ rule: rule.id, level: rule.level, file: "a.yml" }]);
  });

  test("nothing is found in the good one", () => {
    expect(auditWorkflows([{ file: "a.yml", text: example("good"), ours: true }])).toEqual([]);
  });
});
