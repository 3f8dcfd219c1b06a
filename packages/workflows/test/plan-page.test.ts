import { ReleaserError } from "@releaser/core";
import { hostileText, markdownProblems } from "@releaser/testkit/markdown";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readPlanPage, renderPlanPage, renderReleaseSection, toPipeline, withRelease } from "../src/index.ts";
import { facts, samplePipeline } from "./pipelines.ts";
import { moving, planOf, small } from "./plans.ts";

const empty = { people: "", release: "" };
const page = renderPlanPage(samplePipeline, empty);

function rowsOf(text: string, heading: string): readonly string[] {
  const [, section = ""] = text.split(`${heading}\n`);
  const [before = ""] = section.split(/\n#+ /u);
  const rows = before.split("\n").filter((line) => line.startsWith("|"));
  return rows.map((row) => row.replaceAll(/ +/gu, " "));
}

describe("the standing plan", () => {
  test("has a section for each thing that a release manager asks for, in the order in which they ask", () => {
    expect([...page.matchAll(/^## (.*)$/gmu)].map(([, title]) => title)).toEqual([
      "Branches and tags",
      "Triggers",
      "Environments",
      "Gates",
      "Jobs",
      "Artifacts",
      "When it goes wrong",
      "Going back",
      "Of this team",
      "The last release",
    ]);
  });

  test("tells each gate with its owner, and each job with what it may do and why", () => {
    expect(rowsOf(page, "## Gates").slice(2)).toEqual([
      "| `skew` | `releaser skew` | Builder | – | – |",
      "| `lint` | `pnpm run lint` | Builder | 30 min | no |",
      "| `test` | `pnpm run test` | Verifier/Observer | 10 min | 2 × |",
    ]);
    expect(rowsOf(page, "### `.github/workflows/release.yml`").slice(2)).toEqual([
      "| `pack` | packs each package once | – | `contents: read` (checkout) | `packed` |",
      "| `tag` | signs and pushes the tag | `pack` | nothing | – |",
    ]);
    expect(rowsOf(page, "## Environments").slice(2)).toEqual([
      "| `release-signing` | `tag` | signs and pushes the tag |",
    ]);
  });

  test("has one cell for each thing, whatever a gate's command and the branch's name hold", () => {
    const [first = expect.unreachable()] = facts.gates;
    const gates = [{ ...first, title: "lint | tee", command: "pnpm run lint | tee `log`" }];
    const told = renderPlanPage(toPipeline({ ...facts, branch: "a|b", gates }), empty);
    expect(rowsOf(told, "## Triggers").at(-1)).toContain("| a push to `a\\|b`, a person |");
    expect(rowsOf(told, "### `.github/workflows/ci.yml`")[2]).toMatch(
      /^\| `lint` \| lint `\\\|` .* \| – \| `contents: read` \(the checkout\) \| – \|$/u,
    );
  });

  test("tells where each kind of artifact goes", () => {
    const targets = ["npm", "tarball", "container"] as const;
    const told = renderPlanPage(
      { ...samplePipeline, facts: { ...facts, targets, images: ["ghcr.io/acme/app"] } },
      empty,
    );
    expect(rowsOf(told, "## Artifacts").slice(2, 5)).toEqual([
      "| npm packages | the registry of each package | the registry's integrity equals the packed bytes |",
      "| tarballs | the release page on GitHub | `sha256sum -c` with the checksum file |",
      "| container images | `ghcr.io/acme/app` | the signed tag has their digests |",
    ]);
  });

  test("is read in two minutes: at most 500 words outside of tables", () => {
    const prose = page.split("\n").filter((line) => !line.startsWith("|") && !line.startsWith("<!--"));
    expect(prose.join(" ").split(/\s+/u).length).toBeLessThan(500);
  });

  test("keeps what people wrote, and the release that was cut", () => {
    const written = { people: "Ask Kim on Fridays.\n\n- no release before noon", release: "**`v1.5.0`**" };
    const told = renderPlanPage(samplePipeline, written);
    expect(readPlanPage(told)).toEqual(written);
    expect(renderPlanPage(samplePipeline, readPlanPage(told))).toBe(told);
  });

  test("takes the release that is cut in place of the last, and nothing else changes", () => {
    const written = { people: "Ask Kim.", release: "old" };
    const told = withRelease(renderPlanPage(samplePipeline, written), "new");
    expect(told).toBe(renderPlanPage(samplePipeline, { ...written, release: "new" }));
  });

  test.each([
    ["# Our plan\n\nhand-written\n", /no section people/u],
    [page.replace("<!-- releaser:end people -->", ""), /it has no end/u],
    [page.replace("<!-- releaser:begin release", "<!-- releaser:begin relase"), /no beginning above it/u],
  ])("refuses a page whose parts cannot be told, and says in which line", (text, why) => {
    const thrown = (): unknown => readPlanPage(text);
    expect(thrown).toThrow(ReleaserError);
    expect(thrown).toThrow(
      expect.objectContaining({
        failure: expect.objectContaining({ code: "E_PLAN_PAGE", why: expect.stringMatching(why) }),
      }),
    );
  });

  test("shows what a repository says as text and nothing else", () => {
    fc.assert(
      fc.property(hostileText, hostileText, hostileText, (branch, title, command) => {
        const gates = facts.gates.map((gate) => ({ ...gate, title, command }));
        const told = renderPlanPage(toPipeline({ ...facts, branch, gates }), empty);
        expect(markdownProblems(told)).toEqual([]);
      }),
      // The whole page is parsed each time.
      { numRuns: 50 },
    );
  });
});

describe("the part of the release that is cut", () => {
  test("has each package with its reasons, the graph, and the way back with the dist-tags of the day", () => {
    const text = renderReleaseSection(small);
    expect(text).toContain("| `core` | `1.2.0` → `1.3.0` | minor |");
    expect(text).toContain("```mermaid\nflowchart LR");
    expect(text).toContain("```text\nnpm dist-tag add a@1.2.0 latest\n```");
    expect(text).not.toContain("<details>");
  });

  test("folds what is long, and is empty where nothing moves", () => {
    const many = planOf(Array.from({ length: 41 }, (_, index) => moving(`p${index}`)));
    expect(renderReleaseSection(many).match(/<details>/gu)).toHaveLength(2);
    expect(renderReleaseSection(planOf([]))).toBe("");
  });
});
