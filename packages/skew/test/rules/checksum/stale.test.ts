import { sha256 } from "@releaser/core";
import { renderChecksums } from "@releaser/checksums";
import { repo, type World } from "@releaser/testkit";
import { expect, test } from "vitest";
import { stale } from "../../../src/rules/checksum/stale.ts";
import { judge, lines } from "../../judge.ts";

const notes = "# 1.4.0\n\nWhat is new.\n";
const plan = JSON.stringify({ schema: "release-plan.v1", key: "1.4.0" });
const commit = "c".repeat(40);

/** The record that is filed of a release, in a world that has notes and plan of 1.4.0. */
function filed(key = "1.4.0", name = key): World {
  const files = [
    { name: "acme-core-1.4.0.tgz", sha256: "a".repeat(64) },
    { name: "notes.md", sha256: sha256(notes) },
    { name: "plan.json", sha256: sha256(plan) },
  ];
  return repo()
    .file(`release/checksums/${name}.txt`, renderChecksums({ version: key, commit, plan: "d".repeat(64), files }))
    .file(`release/notes/${key}.md`, notes)
    .file("release/plan.json", plan);
}

test("silent where every file of the repository is as it was recorded, whatever lies on the release page alone", () => {
  expect(judge(stale, filed())).toEqual([]);
});

test("notes that were edited are told at the record's line, with the way back", () => {
  const found = judge(stale, filed().file("release/notes/1.4.0.md", `${notes}More.\n`));
  expect(lines(found)).toEqual([
    "error release/checksums/1.4.0.txt#: notes.md of 1.4.0 is recorded with other bytes than release/notes/1.4.0.md has",
  ]);
  expect(found[0]).toMatchObject({
    line: 5,
    hint: "a released file is not edited: `git checkout cccccccccccc -- release/notes/1.4.0.md`",
    related: [{ file: "release/notes/1.4.0.md" }],
  });
});

test("where the record states no commit the way back is by the version's tag, or by the record's own commit where no tag bears the key", () => {
  const hintOf = (key: string): string | undefined => {
    const text = filed(key).files().get(`release/checksums/${key}.txt`) ?? "";
    const world = filed(key).file(`release/checksums/${key}.txt`, text.replace(/^# commit: .*\n/mu, ""));
    return judge(stale, world.file(`release/notes/${key}.md`, "Other.\n"))[0]?.hint;
  };
  expect(hintOf("1.4.0")).toBe("a released file is not edited: `git checkout v1.4.0 -- release/notes/1.4.0.md`");
  expect(hintOf("r-0123456789ab")).toBe(
    "a released file is not edited: bring release/notes/r-0123456789ab.md back from the commit that filed its record: `git log --diff-filter=A --format=%h -- release/checksums/r-0123456789ab.txt`",
  );
});

test("a plan of that very release with other bytes is told", () => {
  const found = judge(stale, filed().file("release/plan.json", plan.replace("}", ',"branch":"main"}')));
  expect(found.map(({ line, message }) => [line, message])).toEqual([
    [6, "plan.json of 1.4.0 is recorded with other bytes than release/plan.json has"],
  ]);
});

test("the plan of a later release says nothing of an earlier one", () => {
  const later = JSON.stringify({ schema: "release-plan.v1", key: "1.5.0" });
  expect(judge(stale, filed().file("release/plan.json", later))).toEqual([]);
});

test("a record whose notes are gone is told", () => {
  const record = filed().files().get("release/checksums/1.4.0.txt") ?? "";
  expect(lines(judge(stale, repo().file("release/checksums/1.4.0.txt", record)))).toEqual([
    "error release/checksums/1.4.0.txt#: notes.md of 1.4.0 is recorded, but release/notes/1.4.0.md is missing",
  ]);
});

test("a record of another version than its name says is told once, at its header", () => {
  const found = judge(stale, filed("1.4.0", "1.3.0"));
  expect(lines(found)).toEqual([
    "error release/checksums/1.3.0.txt#: release/checksums/1.3.0.txt is the record of 1.4.0, its name says 1.3.0",
  ]);
  expect(found[0]?.line).toBe(1);
});

test("what was filed beside a record that is gone is told", () => {
  const world = repo().file("release/checksums/1.4.0.intoto.json", "{}").file("release/checksums/other.json", "{}");
  expect(lines(judge(stale, world))).toEqual([
    "error release/checksums/1.4.0.intoto.json#: release/checksums/1.4.0.intoto.json is filed, but the record 1.4.0.txt beside it is missing",
  ]);
});

test("silent for lines that git wrote with carriage returns, for notes without record, and for sums of another tool", () => {
  const worlds = [
    filed().file("release/notes/1.4.0.md", notes.replaceAll("\n", "\r\n")),
    filed().file("release/notes/1.5.0.md", "# 1.5.0\n"),
    filed("r-0123456789ab"),
    repo()
      .file("release/checksums/1.4.0.txt", `${"0".repeat(64)}  notes.md\n`)
      .file("release/notes/1.4.0.md", notes),
    repo().file("release/checksums/README.md", "# version: 1.0.0\n"),
    repo(),
  ];
  expect(worlds.flatMap((world) => judge(stale, world))).toEqual([]);
});

test("the latest hundred records are judged", () => {
  const many = Array.from({ length: 120 }, (_, index) => `1.${index}.0`);
  const record = (key: string): string => `# version: ${key}\n${"0".repeat(64)}  notes.md\n`;
  const world = many.reduce((now, key) => now.file(`release/checksums/${key}.txt`, record(key)), repo());
  const told = judge(stale, world).map(({ file }) => file);
  expect(told).toHaveLength(100);
  expect(told).not.toContain("release/checksums/1.19.0.txt");
  expect(told).toContain("release/checksums/1.119.0.txt");
});
