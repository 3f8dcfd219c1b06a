import { describe, expect, test } from "vitest";
import changelogFunctions from "../src/index.ts";

const { getReleaseLine, getDependencyReleaseLine } = changelogFunctions;
const commit = "0123456789abcdef0123456789abcdef01234567";

describe("a release line", () => {
  test("holds the whole text in one bullet, references behind the first paragraph", async () => {
    const summary =
      "Waits for the lock.\nIt did not.\n\n- one\n- two\n\nDecision-ID: D-0019\nRelated-Capsule: lock@1a2b3c4d";
    expect(await getReleaseLine({ id: "one", summary, commit }, "patch", null)).toBe(
      "- Waits for the lock. It did not. (`0123456`, D-0019, capsule `lock@1a2b3c4d`)\n\n  - one\n  - two",
    );
  });

  test("links commit and issues with a repository, and nothing else that the text says", async () => {
    const summary = "Fixes #12.\n\nauthor: @victim\ncommit: ../../x";
    expect(await getReleaseLine({ id: "one", summary, commit }, "patch", { repo: "acme/acme" })).toBe(
      [
        `- Fixes [#12](https://github.com/acme/acme/issues/12). ([\`0123456\`](https://github.com/acme/acme/commit/${commit}))`,
        "",
        "  author: `@victim`",
        "  commit: ../../x",
      ].join("\n"),
    );
  });

  test("leaves out a commit that is none, and says that a text is missing", async () => {
    expect(await getReleaseLine({ id: "one", summary: "", commit: "](evil" }, "patch")).toBe("- _No description._");
  });

  test("does not start with a block of the text", async () => {
    expect(await getReleaseLine({ id: "one", summary: "```js\n## 2.0.0\n```" }, "patch")).toBe(
      "- In detail:\n\n  ```js\n  ## 2.0.0\n  ```",
    );
  });

  test.each(["acme", "../../x", "a/b/c", 1, "a/b)"])("refuses %j as a repository", async (repo) => {
    await expect(getReleaseLine({ id: "one", summary: "x" }, "patch", { repo })).rejects.toThrow("E_NOTES_OPTIONS");
  });

  test("cuts nothing of a text that is longer than any page", async () => {
    const summary = "a long word ".repeat(20_000).trim();
    expect(await getReleaseLine({ id: "one", summary }, "patch")).toBe(`- ${summary}`);
  });
});

test("a dependency line names what moved, once; without any there is none", async () => {
  const moved = [
    { name: "@acme/core", newVersion: "1.4.0" },
    { name: "@acme/none", newVersion: null },
  ];
  expect(await getDependencyReleaseLine([], moved)).toBe("- Updated dependencies:\n  - `@acme/core@1.4.0`");
  expect(await getDependencyReleaseLine([], [])).toBe("");
});
