import { sealPlan, type Plan } from "@releaser/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changelogHead, upsertChangelogEntry, yankChangelogEntry } from "../src/index.ts";
import { hostileText, markdownProblems } from "@releaser/testkit/markdown";
import { changeset, plan, release } from "./plans.ts";

const date = "2026-11-23";
const first = plan([
  changeset("break", "`open()` returns a promise.\n\nAwait it.", { a: "major" }, { decisions: ["D-0019"] }),
  changeset("feature", "A feature.", { a: "minor", b: "minor" }),
  changeset("leak", "Security: no longer leaks.", { b: "patch" }),
]);

function at(version: string, changesets: Plan["changesets"] = first.changesets): Plan {
  return sealPlan({
    ...first,
    changesets,
    train: { from: "0.0.0", to: version, bump: "minor", tag: `v${version}`, owner: "release/version.txt" },
  });
}

const fresh = `# Changelog

What each release of this repository brought, newest first, after [Keep a Changelog 1.1](https://keepachangelog.com/en/1.1.0/).
The version behind each heading leads to its full notes.

## [1.4.0] - 2026-11-23

### Added

- A feature. — \`a\`, \`b\`

### Changed

- **Breaking:** \`open()\` returns a promise. — \`a\` (D-0019)

### Security

- No longer leaks. — \`b\`

[1.4.0]: notes/1.4.0.md
`;

test("a changelog that is not there is begun", () => {
  expect(upsertChangelogEntry(undefined, { plan: first, date })).toBe(fresh);
  expect(upsertChangelogEntry("\n", { plan: first, date })).toBe(fresh);
});

test("the newest entry stands on top, under what is not released yet; its link on top of the links", () => {
  const older =
    "# Ours\n\nA word.\n\n## [Unreleased]\n\n- soon\n\n## [1.3.2] - 2026-01-01 [YANKED]\n\n- old\n\n[1.3.2]: notes/1.3.2.md\n";
  expect(upsertChangelogEntry(older, { plan: at("1.4.0", []), date })).toBe(
    "# Ours\n\nA word.\n\n## [Unreleased]\n\n- soon\n\n## [1.4.0] - 2026-11-23\n\nNo change of its own: packages follow their dependencies.\n\n## [1.3.2] - 2026-01-01 [YANKED]\n\n- old\n\n[1.4.0]: notes/1.4.0.md\n[1.3.2]: notes/1.3.2.md\n",
  );
});

test("an entry of the same version is replaced where it stands, and stays yanked", () => {
  const both = upsertChangelogEntry(fresh.replace("2026-11-23", "2026-11-20 [YANKED]"), { plan: at("1.5.0"), date });
  const again = upsertChangelogEntry(both, { plan: at("1.4.0", []), date });
  expect(again.match(/^## .*$/gmu)).toEqual(["## [1.5.0] - 2026-11-23", "## [1.4.0] - 2026-11-23 [YANKED]"]);
  expect(again.match(/^\[.*$/gmu)).toEqual(["[1.5.0]: notes/1.5.0.md", "[1.4.0]: notes/1.4.0.md"]);
});

describe("an entry that is not the newest", () => {
  const many = ["2.0.0", "1.4.0", "1.4.0-beta.10", "1.4.0-beta.2", "1.3.2", "r-0123456789ab"];
  const definitions = many.map((version) => `[${version}]: notes/${version}.md`);
  const older = `# Ours\n\n## [Unreleased]\n\n${many.map((version) => `## [${version}] - 2026-01-01\n\n- x\n\n`).join("")}## Before\n\nWords.\n\n[Unreleased]: https://a.test/compare\n${definitions.join("\n")}\n`;

  test.each([
    ["2.0.1", 0],
    ["1.5.0", 1],
    ["1.4.0-rc.1", 2],
    ["1.4.0-beta.9", 3],
    ["1.3.3", 4],
    ["1.0.0", 5],
  ])("%s stands above the first lower one, and so does its link", (version, index) => {
    const changed = upsertChangelogEntry(older, { plan: at(version, []), date });
    const order = many.toSpliced(index, 0, version);
    expect([...changed.matchAll(/^## \[(?!Unr)(.+)\] - /gmu)].map(([, found]) => found)).toEqual(order);
    expect([...changed.matchAll(/^\[(?!Unr)(.+)\]: /gmu)].map(([, found]) => found)).toEqual(order);
    expect(changed).toMatch(/^# Ours\n\n## \[Unreleased\]\n\n## \[/u);
    expect(changed).toContain("\n## Before\n\nWords.\n\n[Unreleased]: https://a.test/compare\n[");
  });

  test("of the lowest version comes above other headings, and replacing it leaves them", () => {
    const single = "# Ours\n\n## [2.0.0] - 2026-01-01\n\n- x\n\n## Before\n\nWords.\n";
    const once = upsertChangelogEntry(single, { plan: at("1.0.0", []), date });
    expect(once.match(/^## .*$/gmu)).toEqual(["## [2.0.0] - 2026-01-01", "## [1.0.0] - 2026-11-23", "## Before"]);
    expect(upsertChangelogEntry(once, { plan: at("1.0.0", []), date })).toBe(once);
  });
});

test("what commits say of packages without a changeset is told too", () => {
  const moving = { ...at("1.4.0", []), releases: [release("b", "1.0.0 → 1.0.1")] };
  const commits = [{ id: "0123456789", message: "fix(b): no longer leaks", packages: ["b"] }];
  expect(upsertChangelogEntry(undefined, { plan: moving, date, commits })).toContain(
    "### Fixed\n\n- No longer leaks — `b` (`0123456`)\n",
  );
});

test("a changelog of ours is sound Markdown whose links lead to the notes", () => {
  const asked: string[] = [];
  const exists = (path: string): boolean => asked.push(path) > 0;
  const both = upsertChangelogEntry(fresh, { plan: at("1.5.0"), date });
  expect(markdownProblems(yankChangelogEntry(both, "1.4.0"), { exists })).toEqual([]);
  expect(asked.toSorted()).toEqual(["notes/1.4.0.md", "notes/1.5.0.md"]);
});

describe("a yanked entry", () => {
  test.each([
    ["## [1.4.0] - 2026-11-23\n\n- x\n", "## [1.4.0] - 2026-11-23 [YANKED]\n\n- x\n"],
    ["## [1.4.0] - 2026-11-23\r\n", "## [1.4.0] - 2026-11-23 [YANKED]\r\n"],
    ["## [1.4.0] - 2026-11-23 [YANKED]\n", "## [1.4.0] - 2026-11-23 [YANKED]\n"],
    ["## [1.4.0-rc.1] - x\n\n```\n## 1.4.0\n```\n", "## [1.4.0-rc.1] - x\n\n```\n## 1.4.0\n```\n"],
  ])("of %j is %j", (changelog, yanked) => {
    expect(yankChangelogEntry(changelog, "1.4.0")).toBe(yanked);
  });
});

test("line ends stay as they were", () => {
  const windows = "# Ours\r\n\r\n## [1.3.2] - 2026-01-01\r\n\r\n- old\r\n";
  const changed = upsertChangelogEntry(windows, { plan: first, date });
  expect(changed.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/u);
  expect(changelogHead(changed)).toBe("1.4.0");
});

test("twice is once, the head is the newest, and what was there stays, whatever the changesets say", () => {
  const releases = fc.array(fc.tuple(hostileText, fc.constantFrom("major", "minor", "patch")), { maxLength: 3 });
  fc.assert(
    fc.property(releases, releases, (older, newer) => {
      const toPlan = (version: string, texts: typeof older): Plan =>
        at(
          version,
          texts.map(([text, type], index) => changeset(`c${index}`, text, { a: type })),
        );
      const old = upsertChangelogEntry(undefined, { plan: toPlan("1.4.0", older), date });
      const once = upsertChangelogEntry(old, { plan: toPlan("1.5.0", newer), date });
      expect(upsertChangelogEntry(once, { plan: toPlan("1.5.0", newer), date })).toBe(once);
      expect(upsertChangelogEntry(once, { plan: toPlan("1.4.0", older), date })).toBe(once);
      expect(changelogHead(once)).toBe("1.5.0");
      expect(once.match(/^## .*$/gmu)).toEqual(["## [1.5.0] - 2026-11-23", "## [1.4.0] - 2026-11-23"]);
      expect(
        once.endsWith(
          old.slice(old.indexOf("## [1.4.0]")).replace("[1.4.0]: n", "[1.5.0]: notes/1.5.0.md\n[1.4.0]: n"),
        ),
      ).toBe(true);
    }),
  );
});

describe("the head of a changelog", () => {
  test.each([
    ["# a\n\n## 1.2.3\n\n- x\n\n## 1.2.2\n", "1.2.3"],
    ["# a\r\n\r\n## v1.2.3 (2026-01-01)\r\n", "1.2.3"],
    ["## [Unreleased]\n\n## [1.2.3-beta.1] - 2026-01-01 [YANKED]\n", "1.2.3-beta.1"],
    ["```\n## 9.9.9\n```\n## 1.0.0\n", "1.0.0"],
    ["~~~\n## 9.9.9\n```\n## 8.8.8\n~~~~\n## 1.0.0\n", "1.0.0"],
    ["<!--\n## 9.9.9\n-->\n## 1.0.0\n", "1.0.0"],
    ["<!-- a --> <!--\n## 1.0.0\n", "1.0.0"],
    ["## [r-0123456789ab] - 2026-01-01\n", "r-0123456789ab"],
    ["# a\n\n### 1.2.3\n", undefined],
    ["", undefined],
  ])("of %j is %s", (changelog, head) => {
    expect(changelogHead(changelog)).toBe(head);
  });
});
