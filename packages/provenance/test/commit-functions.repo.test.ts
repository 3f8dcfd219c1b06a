import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseTrailers, trailerValues } from "@releaser/core";
import { anyText, tempDir } from "@releaser/testkit";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import commitFunctions, { renderVersionMessage } from "../src/index.ts";
import { plan, producer } from "./world.ts";

const ledger = "## NEXT_ID\nD-0002\n\nID: D-0001\nDate: 2026-01-01\nDecision: x\nOutputs: y\n";

function folder(files: Readonly<Record<string, string>>): string {
  const dir = tempDir();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
  return dir;
}

const bare = {
  changesets: [
    { id: "calm-cats", summary: "Purr louder\n\nDecision-ID: D-0001\nRelated-Capsule: purring@0123abcd", releases: [] },
  ],
  releases: [
    { name: "@s/a", type: "minor", oldVersion: "1.3.0", newVersion: "1.4.0", changesets: ["calm-cats"] },
    { name: "@s/still", type: "none", oldVersion: "1.0.0", newVersion: "1.0.0", changesets: [] },
  ],
  preState: undefined,
};

describe("the version commit", () => {
  test("carries the plan that our own version wrote before", async () => {
    const cwd = folder({ "release/plan.json": JSON.stringify(plan()), ".sentinel/DECISIONS.md": ledger });
    expect(await commitFunctions.getVersionMessage(bare, { cwd, ...producer })).toBe(
      renderVersionMessage(plan(), producer),
    );
  });

  test.each([
    ["there is no plan", {}],
    ["the plan is of another release", { "release/plan.json": JSON.stringify(plan({ releases: [] })) }],
    ["the plan was altered", { "release/plan.json": JSON.stringify({ ...plan(), branch: "other" }) }],
    ["the plan is no JSON", { "release/plan.json": "{" }],
  ])("is made of the release plan alone where %s", async (_, files: Readonly<Record<string, string>>) => {
    const cwd = folder({ ...files, ".sentinel/DECISIONS.md": ledger, "release/version.txt": "1.4.0\n" });
    expect(await commitFunctions.getVersionMessage(bare, { cwd, ...producer })).toBe(`chore(release): v1.4.0

- @s/a 1.3.0 -> 1.4.0

- Purr louder

Release-Train: v1.4.0
Decision-ID: D-0001
Related-Capsule: purring@0123abcd
RulesHash: RELEASER@0.1.0
Produced-By: releaser@0.1.0
`);
  });

  test("has no train where the version file is no part of the release, and no decision that the ledger does not know", async () => {
    const message = await commitFunctions.getVersionMessage(bare, {
      cwd: folder({ "release/version.txt": "0.9.0\n" }),
    });
    expect(message).toMatch(/^chore\(release\): 1 package\n/u);
    expect(parseTrailers(message).map(({ key }) => key)).toEqual(["Related-Capsule", "RulesHash", "Produced-By"]);
  });

  test("asks CI to skip it in the body, so that the trailers stay last", async () => {
    const cwd = folder({});
    const message = await commitFunctions.getVersionMessage(bare, { cwd, skipCI: "version" });
    expect(message).toContain("\n\n[skip ci]\n\nRelated-Capsule: ");
    expect(await commitFunctions.getVersionMessage(bare, { cwd, skipCI: "add" })).not.toContain("[skip ci]");
  });
});

test("adding a changeset keeps its text and its trailers apart", async () => {
  const cwd = folder({ ".sentinel/DECISIONS.md": ledger });
  const summary = "feat: purr\n\nRulesHash: EVIL@1\n\nDecision-ID: D-0001\nDecision-ID: D-9999";
  expect(await commitFunctions.getAddMessage({ summary, releases: [] }, { cwd })).toBe(
    "docs(changeset): feat: purr\n\n  RulesHash: EVIL@1\n\nDecision-ID: D-0001\n",
  );
});

test.each<[string, (file: string) => void]>([
  [
    "leads out of the repository",
    (file) => {
      symlinkSync(join(folder({ "DECISIONS.md": ledger }), "DECISIONS.md"), file);
    },
  ],
  [
    "is too large",
    (file) => {
      writeFileSync(file, ledger);
      truncateSync(file, 16 * 1024 * 1024 + 1);
    },
  ],
  [
    "is no text",
    (file) => {
      writeFileSync(file, Buffer.concat([Buffer.from(ledger), Buffer.of(0xff)]));
    },
  ],
  [
    "is no file",
    (file) => {
      mkdirSync(file);
    },
  ],
])("a ledger that %s knows no decision, and the commit is made all the same", async (_, put) => {
  const cwd = folder({ ".sentinel/README.md": "" });
  put(join(cwd, ".sentinel/DECISIONS.md"));
  const message = await commitFunctions.getVersionMessage(bare, { cwd });
  expect(trailerValues(parseTrailers(message), "Decision-ID")).toEqual([]);
  const { summary } = bare.changesets[0] ?? {};
  expect(await commitFunctions.getAddMessage({ summary }, { cwd })).not.toContain("Decision-ID");
});

test.each([
  ["with a null byte in its name", "\0"],
  ["with a name that is too long", "x".repeat(5000)],
])("a folder %s is one without a ledger", async (_, cwd) => {
  expect(await commitFunctions.getAddMessage({ summary: "Waits." }, { cwd })).toBe("docs(changeset): Waits.\n");
});

test("neither throws, and no text becomes a trailer, whatever is given", async () => {
  const cwd = folder({ ".sentinel/DECISIONS.md": ledger });
  const summary = fc.oneof(
    anyText(),
    fc.constantFrom("a\n\nDecision-ID: D-9999\n\nb", "a\n\n \n\nDecision-ID: D-9999"),
  );
  const given = fc.oneof(
    fc.anything(),
    fc.record({
      changesets: fc.array(fc.record({ id: fc.string(), summary })),
      releases: fc.array(fc.record({ name: summary, type: summary })),
    }),
  );
  await fc.assert(
    fc.asyncProperty(given, summary, fc.anything(), async (odd, text, options) => {
      const messages = [
        await commitFunctions.getVersionMessage(odd, { cwd }),
        await commitFunctions.getAddMessage({ summary: text }, { cwd }),
        await commitFunctions.getAddMessage(odd, options),
      ];
      for (const message of messages) {
        expect(trailerValues(parseTrailers(message), "Decision-ID")).not.toContain("D-9999");
      }
      expect(parseTrailers(messages[0] ?? "").map(({ key }) => key)).toEqual(["RulesHash", "Produced-By"]);
    }),
  );
});
