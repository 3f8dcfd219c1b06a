import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { repositoryRoot } from "@releaser/testkit";
import { expect, test } from "vitest";

const pages = globSync(
  ["*.md", "docs/**/*.md", "packages/*/README.md", ".sentinel/README.md", ".changeset/README.md"],
  { cwd: repositoryRoot },
).toSorted();

/** A page without its fenced blocks and code spans, where nothing is a link. */
function prose(page: string): string {
  return readFileSync(join(repositoryRoot, page), "utf8")
    .replaceAll(/^```[\s\S]*?^```$/gmu, "")
    .replaceAll(/`[^`\n]*`/gu, (span) => span.replaceAll(/[[\]()#]/gu, ""));
}

function links(page: string): readonly string[] {
  return [...prose(page).matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/gu)]
    .map(([, target = ""]) => target)
    .filter((target) => !/^[a-z][a-z+.-]*:/iu.test(target));
}

/** The anchors of a page as GitHub makes them from headings. */
function anchors(page: string): readonly string[] {
  const headings = [...prose(page).matchAll(/^#{1,6} (.+)$/gmu)].map(([, heading = ""]) =>
    heading
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/gu, "$1")
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replaceAll(/\s/gu, "-"),
  );
  return headings.map((anchor, index) => {
    const before = headings.slice(0, index).filter((other) => other === anchor).length;
    return before === 0 ? anchor : `${anchor}-${before}`;
  });
}

function problem(page: string, target: string): string | undefined {
  const [path = "", anchor] = target.split("#");
  const file = path === "" ? page : join(dirname(page), decodeURIComponent(path));
  if (relative("", file).startsWith("..")) return `${page}: ${target} leads out of the repository`;
  if (!existsSync(join(repositoryRoot, file))) return `${page}: ${target} is not there`;
  if (anchor === undefined) return undefined;
  const isPage = file.endsWith(".md") && statSync(join(repositoryRoot, file)).isFile();
  return isPage && anchors(file).includes(anchor) ? undefined : `${page}: ${target} names no heading`;
}

test("there are pages, and they link to each other", () => {
  expect(pages).toContain("docs/README.md");
  expect(pages.flatMap((page) => links(page)).length).toBeGreaterThan(100);
});

test.each(pages)("every relative link of %s resolves, anchors too", (page) => {
  expect(links(page).flatMap((target) => problem(page, target) ?? [])).toEqual([]);
});

test("every page of docs is reached from the map", () => {
  const reached = new Set<string>();
  const visit = (page: string): void => {
    if (reached.has(page)) return;
    reached.add(page);
    for (const target of links(page)) {
      const file = join(dirname(page), target.split("#")[0] ?? "");
      if (file.startsWith("docs/") && file.endsWith(".md")) visit(file);
    }
  };
  visit("docs/README.md");
  expect(pages.filter((page) => page.startsWith("docs/") && !reached.has(page))).toEqual([]);
});
