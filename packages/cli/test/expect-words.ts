import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "@releaser/core";
import { changelogHead, toChanges } from "@releaser/notes";
import { markdownProblems } from "@releaser/testkit/markdown";
import { expect } from "vitest";

/** Each changeset is told once, the changelog's head is the release, and both render without anything broken. */
export function expectWords(dir: string, plan: Plan): void {
  const notes = readFileSync(join(dir, `release/notes/${plan.key}.md`), "utf8");
  const changelog = readFileSync(join(dir, "release/CHANGELOG.md"), "utf8");
  const exists = (folder: string) => (path: string) => existsSync(join(dir, folder, path));
  expect(markdownProblems(notes, { exists: exists("release/notes") })).toEqual([]);
  expect(markdownProblems(changelog, { exists: exists("release") })).toEqual([]);
  expect(changelogHead(changelog)).toBe(plan.key);
  const texts = toChanges(plan).map(({ text }) => lettersOf(text.trim().split("\n", 1).join("")));
  expect(texts.map((text) => countOf(lettersOf(notes), text))).toEqual(
    texts.map((text) => texts.filter((other) => other.includes(text)).length),
  );
}

/** What is left of a text whatever is escaped in it. */
function lettersOf(text: string): string {
  return text.replaceAll(/&\w+;|[^\p{L}\p{N}]+/gu, "");
}

function countOf(text: string, part: string): number {
  return text.split(part).length - 1;
}
