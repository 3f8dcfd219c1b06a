import { expect, test } from "vitest";
import { type Publication, publicationHeading, publicationRatio, renderPublication } from "./render-publication.ts";

const figures = (median: number): Publication["again"]["time"] => ({
  median,
  least: median - 100,
  most: median + 100,
  memory: undefined,
});

const publication: Publication = {
  date: "2026-01-02",
  packages: 200,
  runs: 5,
  load: 0.4,
  cores: 2,
  versions: { changesets: "3.0.3", pnpm: "12.21.0" },
  releaser: { time: figures(9000), requests: { GET: 400, PUT: 200 } },
  again: { time: figures(4000), requests: { GET: 200 } },
  changesets: { time: figures(7500), requests: { PUT: 200 } },
};

test("the ratio is of the two medians", () => {
  expect(publicationRatio(publication)).toBe(1.2);
});

test("it tells both bounds with what was measured, and each command with its spread and its requests", () => {
  const page = renderPublication(publication);
  expect(page).toMatch(new RegExp(`^## ${publicationHeading}\n`, "u"));
  expect(page).toContain("**1.20 times** as long as `changeset publish` for the same 200 tarballs");
  expect(page).toContain("**4.0 s** when it is typed again");
  expect(page).toContain("| releaser publish | 9.0 (8.9–9.1) | 400 GET, 200 PUT |");
  expect(page).toContain("| releaser publish, again | 4.0 (3.9–4.1) | 200 GET |");
  expect(page).toContain("| changeset publish | 7.5 (7.4–7.6) | 200 PUT |");
  expect(page).not.toContain("load");
});

test("a busy machine is told", () => {
  expect(renderPublication({ ...publication, load: 6.24 })).toContain("the load when it began was 6.2");
});
