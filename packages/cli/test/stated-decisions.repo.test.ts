import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseTrailers, type Plan, trailerValues } from "@releaser/core";
import changelog, { toChanges } from "@releaser/notes";
import commit from "@releaser/provenance";
import { tempDir, samplePlan } from "@releaser/testkit";
import fc from "fast-check";
import { expect, test } from "vitest";

const ids = ["D-0001", "D-0002", "D-0003"];
const entries = ids.map((id) => `ID: ${id}\nDate: 2026-01-01\nDecision: x\nOutputs: y\n`);
const release = { name: "@s/a", type: "patch" } as const;

function planOf(summary: string): Plan {
  return samplePlan({
    releases: [
      { name: "@s/a", dir: "packages/a", private: false, from: "1.0.0", to: "1.0.1", bump: "patch", causes: [] },
    ],
    changesets: [{ id: "one", summary, releases: [release], decisions: [], capsules: [] }],
  });
}

test("changelog, notes and commits name the same decisions, whatever a changeset says", async () => {
  const cwd = tempDir();
  mkdirSync(join(cwd, ".sentinel"));
  writeFileSync(join(cwd, ".sentinel/DECISIONS.md"), ["## NEXT_ID\nD-0004\n", ...entries].join("\n"));
  const decisionsOf = (message: string): readonly string[] => trailerValues(parseTrailers(message), "Decision-ID");

  const line = fc.constantFrom(
    ...ids.map((id) => `Decision-ID: ${id}`),
    "pr: 12",
    "commit: 0123abc",
    "author: @jane",
    "Related-Capsule: x@0123abcd",
    "",
    "Waits.",
    "user: root",
    "```",
    "  pr: 13",
  );
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 8 }), async (lines) => {
      const summary = lines.join("\n").trim();
      const bullet = await changelog.getReleaseLine({ id: "one", summary }, "patch", { repo: false, skew: false });
      // What is no trailer is told as it stands in the text.
      const told = bullet.replaceAll(/Decision-ID: D-\d{4}/gu, "").match(/D-\d{4}/gu) ?? [];
      const noted = toChanges(planOf(summary)).flatMap(({ decisions }) => decisions);
      const added = await commit.getAddMessage({ summary, releases: [release] }, { cwd });
      const versioned = await commit.getVersionMessage({ changesets: [{ id: "one", summary }], releases: [] }, { cwd });
      const named = [told, noted, decisionsOf(added), decisionsOf(versioned)].map((list) =>
        [...new Set(list)].toSorted(),
      );
      expect(named).toEqual(named.map(() => named[0]));
    }),
    { examples: [[["Waits.", "", "Decision-ID: D-0001", "pr: 12"]], [["Decision-ID: D-0001", "", "user: root"]]] },
  );
});

test("where a change comes from is no part of its prose, in notes and in commits", async () => {
  const summary = "Waits.\n\nDecision-ID: D-0001\npr: 12\nauthor: @jane";
  expect(toChanges(planOf(summary))).toMatchObject([{ text: "Waits.", decisions: ["D-0001"] }]);
  expect(await commit.getAddMessage({ summary }, { cwd: tempDir() })).toBe("docs(changeset): Waits.\n");
});
