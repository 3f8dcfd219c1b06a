import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "@releaser/testkit";
import { expect, test } from "vitest";
import { failures } from "../src/failures.ts";
import { rules } from "../src/rules.ts";

const ids = rules.map(({ id }) => id);

function found(folder: string, suffix: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(suffix) && path.includes("/"))
    .map((path) => path.slice(0, -suffix.length))
    .toSorted();
}

test.each([
  ["file", join(import.meta.dirname, "../src/rules"), ".ts"],
  ["test", join(import.meta.dirname, "rules"), ".test.ts"],
  ["page", join(repositoryRoot, "docs/rules"), ".md"],
])("each rule of the list has a %s of its name, and none is left over", (_, folder, suffix) => {
  expect(found(folder, suffix)).toEqual(ids.toSorted());
});

test("the list is in the order of ids, and each page states its rule's title and level", () => {
  expect(ids).toEqual(ids.toSorted());
  for (const { id, title, level, optIn } of rules) {
    const page = readFileSync(join(repositoryRoot, `docs/rules/${id}.md`), "utf8");
    expect(page).toContain(`# ${id}\n`);
    expect(page).toContain(title);
    expect(page).toContain(`**${level}**`);
    expect(page).toContain(`"${id}": "${optIn === true ? level : "off"}"`);
  }
});

test("the table has a row for each rule, with its title, its level unless it is off without being asked for, and its scope", () => {
  const table = readFileSync(join(repositoryRoot, "docs/rules/README.md"), "utf8");
  const rows = [...table.matchAll(/^\| \[`(.+?)`\]\((.+?)\.md\) +\| (.+?) +\| (\w+) +\| `(\w+)` +\|$/gmu)];
  expect(rows.map(([, ...cells]) => cells)).toEqual(
    rules.map(({ id, title, level, optIn, scope }) => [id, id, title, optIn === true ? "off" : level, scope]),
  );
});

test.each(Object.keys(failures))("the failure %s has a page", (code) => {
  expect(existsSync(join(repositoryRoot, `docs/failures/${code}.md`))).toBe(true);
});
