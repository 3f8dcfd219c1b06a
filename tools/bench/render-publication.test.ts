import { expect, test } from "vitest";
import { type Publication, publicationHeading, publicationRatios, renderPublication } from "./render-publication.ts";

const publication: Publication = {
  date: "2026-01-02",
  packages: 200,
  runs: 3,
  load: 0.4,
  cores: 2,
  versions: { changesets: "3.0.3", pnpm: "12.21.0" },
  releaser: { times: [9000, 9100, 8900], requests: { GET: 400, PUT: 200 } },
  again: { times: [4000, 4100, 3900], requests: { GET: 200 } },
  changesets: { times: [7500, 9100, 4450], requests: { PUT: 200 } },
};

test("the ratio is that of each round, so that a machine that gets busier falls on both", () => {
  expect(publicationRatios(publication)).toEqual({ median: 1.2, least: 1, most: 2, memory: undefined });
});

test("it tells both bounds with what was measured, and each command with its spread and its requests", () => {
  const page = renderPublication(publication);
  expect(page).toMatch(new RegExp(`^## ${publicationHeading}\n`, "u"));
  expect(page).toContain(
    "**1.20 times** (1.00–2.00 in the rounds) as long as `changeset publish` for the same 200 tarballs",
  );
  expect(page).toContain("**4.0 s**, 0.53 times, when it is typed again");
  expect(page).toContain("| releaser publish | 9.0 (8.9–9.1) | 400 GET, 200 PUT |");
  expect(page).toContain("| releaser publish, again | 4.0 (3.9–4.1) | 200 GET |");
  expect(page).toContain("| changeset publish | 7.5 (4.5–9.1) | 200 PUT |");
  expect(page).not.toContain("load");
});

test("a busy machine is told", () => {
  expect(renderPublication({ ...publication, load: 6.24 })).toContain("the load when it began was 6.2");
});
