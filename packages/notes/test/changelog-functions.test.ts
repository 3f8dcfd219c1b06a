import { parseTrailers } from "@releaser/core";
import { hostileText, toHtml, toProse } from "@releaser/testkit/markdown";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changelogHead } from "../src/changelog-lines.ts";
import changelogFunctions, { type ChangelogOptions } from "../src/index.ts";

const { getReleaseLine, getDependencyReleaseLine } = changelogFunctions;
const commit = "0123456789abcdef0123456789abcdef01234567";
const plain = { repo: false, skew: false };
const onGitHub = { repo: "acme/acme", skew: false };
const onGitLab = { repo: "acme/web/acme", host: "gitlab", skew: false };

async function line(summary: string, options: ChangelogOptions = plain): Promise<string> {
  return await getReleaseLine({ id: "one", summary }, "patch", options);
}

describe("a release line", () => {
  test("holds the whole text in one bullet, references behind the first paragraph", async () => {
    const summary =
      "Waits for the lock.\nIt did not.\n\n- one\n- two\n\nDecision-ID: D-0019\nRelated-Capsule: lock@1a2b3c4d";
    expect(await getReleaseLine({ id: "one", summary, commit }, "patch", plain)).toBe(
      "- Waits for the lock. It did not. (`0123456`, D-0019, capsule `lock@1a2b3c4d`)\n\n  - one\n  - two",
    );
  });

  test("leaves out a commit that is none, and says that a text is missing", async () => {
    expect(await getReleaseLine({ id: "one", summary: "", commit: "](evil" }, "patch", plain)).toBe(
      "- _No description._",
    );
  });

  test("does not start with a block of the text", async () => {
    expect(await line("```js\n## 2.0.0\n```")).toBe("- In detail:\n\n  ```js\n  ## 2.0.0\n  ```");
  });

  test("cuts nothing of a text that is longer than any page", async () => {
    const summary = "a long word ".repeat(20_000).trim();
    expect(await line(summary)).toBe(`- ${summary}`);
  });

  test.each([
    ["Fixed: waits for the lock.", "- **Fixed:** waits for the lock."],
    ["security:\n\n- one\n- two", "- **Security:** In detail:\n\n  - one\n  - two"],
    ["fix: waits", "- fix: waits"],
    ["Fixed:", "- Fixed:"],
  ])("tells the kind that %j states", async (summary, told) => {
    expect(await line(summary)).toBe(told);
  });
});

describe("the links of a release line", () => {
  test("lead to commit and issues on GitHub", async () => {
    expect(await getReleaseLine({ id: "one", summary: "Fixes #12.", commit }, "patch", onGitHub)).toBe(
      `- Fixes [#12](https://github.com/acme/acme/issues/12). ([\`0123456\`](https://github.com/acme/acme/commit/${commit}))`,
    );
  });

  test("lead to commit and issues on GitLab", async () => {
    expect(await getReleaseLine({ id: "one", summary: "Fixes #12.", commit }, "patch", onGitLab)).toBe(
      `- Fixes [#12](https://gitlab.com/acme/web/acme/-/issues/12). ([\`0123456\`](https://gitlab.com/acme/web/acme/-/commit/${commit}))`,
    );
  });

  const stated = "author: @jane\ncommit: abcdef1\npr: 12\n\nWaits.\n\nDecision-ID: D-0019";

  test("are those that the changeset states, before its trailers and behind them", async () => {
    const github =
      "- Waits. ([#12](https://github.com/acme/acme/pull/12), [`abcdef1`](https://github.com/acme/acme/commit/abcdef1) by [`jane`](https://github.com/jane), D-0019)";
    expect(await getReleaseLine({ id: "one", summary: stated, commit }, "patch", onGitHub)).toBe(github);
    const behind = "Waits.\n\nDecision-ID: D-0019\npr: 12\ncommit: abcdef1\nauthor: jane";
    expect(await line(behind, onGitHub)).toBe(github);
  });

  test("are those of merge requests on GitLab, and none without a service", async () => {
    expect(await line(stated, onGitLab)).toContain(
      "([!12](https://gitlab.com/acme/web/acme/-/merge_requests/12), [`abcdef1`](https://gitlab.com/acme/web/acme/-/commit/abcdef1) by [`jane`](https://gitlab.com/jane), D-0019)",
    );
    expect(await line(stated)).toBe("- Waits. (`#12`, `abcdef1` by `jane`, D-0019)");
  });

  test("hold nothing that is not well formed: it stays text", async () => {
    expect(await line("Waits.\n\nauthor: @victim)](x\ncommit: ../../x\npr: 1)", onGitHub)).toBe(
      "- Waits.\n\n  author: `@victim`)]\\(x\n  commit: ../../x\n  pr: 1)",
    );
  });
});

test("whatever a changeset says, its line opens nothing, mentions nobody and splits no changelog", async () => {
  const origin = fc.constantFrom("", "author: @jane\n", "pr: 1\n", "commit: 0123abc\n", "Fixed: ");
  await fc.assert(
    fc.asyncProperty(origin, hostileText, async (before, text) => {
      const bullet = await line(before + text, onGitHub);
      const html = toHtml(bullet);
      expect(html).toBe(toHtml(bullet, { dangerous: false }));
      expect(html).not.toMatch(/<h[1-6]/u);
      for (const prose of toProse(html)) {
        expect(prose).not.toMatch(/(?:^|[^A-Za-z0-9])@[A-Za-z0-9]|#\d+(?!\w)|\bGH-\d/u);
      }
      expect(parseTrailers(`chore: release\n\n${bullet}`)).toEqual([]);
      expect(changelogHead(`# @s/a\n\n${bullet}\n\n## 1.0.0\n`)).toBe("1.0.0");
      expect(toHtml(`${bullet}\n\n## ours\n`)).toMatch(/<h2>ours<\/h2>\s*$/u);
    }),
  );
});

test.each(["acme", "../../x", "a/b/c", 1, "a/b)"])("refuses %j as a repository", async (repo) => {
  await expect(line("x", { repo })).rejects.toThrow("E_NOTES_OPTIONS");
  await expect(getDependencyReleaseLine([], [], { repo, skew: false })).rejects.toThrow("E_NOTES_OPTIONS");
});

test("a dependency line names what moved, once; without any there is none", async () => {
  const moved = [
    { name: "@acme/core", newVersion: "1.4.0" },
    { name: "@acme/none", newVersion: null },
  ];
  expect(await getDependencyReleaseLine([], moved)).toBe("- Updated dependencies:\n  - `@acme/core@1.4.0`");
  expect(await getDependencyReleaseLine([], [])).toBe("");
});
