import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type GitRepo, gitRepo, repo, repositoryRoot, startProgram, type ReleaserResult } from "@releaser/testkit";
import { describe, expect, onTestFinished, test } from "vitest";

const bins = {
  "2.31": join(repositoryRoot, "packages/workspace/node_modules/changesets-2/bin.js"),
  3: join(import.meta.dirname, "../node_modules/@changesets/cli/bin.js"),
} as const;
const notes = join(import.meta.dirname, "../src/index.ts");

/** Two packages, the second of which depends on the first, with a changelog that is written as the options say. */
function opened(options: Readonly<Record<string, unknown>> | null): GitRepo {
  return gitRepo(
    repo()
      .config({ changelog: [notes, options], format: false, prettier: false })
      .pkg("@s/a@1.0.0")
      .pkg("@s/b@1.0.0", { dependencies: { "@s/a": "workspace:^" } })
      .file("packages/a/CHANGELOG.md", "# @s/a\n\n## 1.0.0\n\n- born\n"),
  );
}

/** Adds a changeset of the first package in a commit of its own, and gives its id. */
function add({ dir, commit }: GitRepo, bump: string, text: string, message = "Waits"): string {
  writeFileSync(join(dir, ".changeset/one.md"), `---\n"@s/a": ${bump}\n---\n\n${text}\n`);
  return commit(message);
}

function read({ dir }: GitRepo, path: string): string {
  return readFileSync(join(dir, path), "utf8");
}

describe.each(Object.entries(bins))("`changeset version` of Changesets %s", (_, bin) => {
  const version = async ({ dir }: GitRepo, env: Readonly<Record<string, string>> = {}): Promise<ReleaserResult> =>
    await startProgram([process.execPath, bin, "version"], { cwd: dir, env }).done;

  test("writes changelogs with this module, whatever a changeset says", async () => {
    const made = opened(null);
    const hostile = "Waits for @jane.\n\n## 9.9.9\n\n<script>\n```\nunclosed\n\nDecision-ID: D-0019";
    const id = add(made, "major", hostile);
    expect(await version(made)).toMatchObject({ code: 0 });
    // Changesets 2 leaves the line between its own headings to prettier.
    expect(read(made, "packages/a/CHANGELOG.md").replace(/\n+### /u, "\n\n### ")).toBe(
      `# @s/a

## 2.0.0

### Major Changes

- Waits for \`@jane\`. (\`${id.slice(0, 7)}\`, D-0019)

  **9.9.9**

  &lt;script>
  \`\`\`
  unclosed
  \`\`\`

## 1.0.0

- born
`,
    );
    expect(read(made, "packages/b/CHANGELOG.md").replace(/\n+### /u, "\n\n### ")).toBe(
      "# @s/b\n\n## 1.0.1\n\n### Patch Changes\n\n- Updated dependencies:\n  - `@s/a@2.0.0`\n",
    );
  });

  test("links what git knows, by the remote alone", async () => {
    const made = opened({ authors: true });
    made.git("remote", "add", "origin", "git@github.com:acme/tools.git");
    made.git("config", "user.name", "ignored");
    const id = add(made, "minor", "Added: waits for #7.", "Waits (#12)");
    expect(await version(made)).toMatchObject({ code: 0 });
    const linked = new RegExp(
      String.raw`^- \*\*Added:\*\* waits for \[#7\]\(https://github\.com/acme/tools/issues/7\)\. \(\[#12\]\(https://github\.com/acme/tools/pull/12\), \[.${id.slice(0, 7)}.\]\(https://github\.com/acme/tools/commit/(?<id>[0-9a-f]{7,40})\) by Tester\)$`,
      "mu",
    );
    const found = linked.exec(read(made, "packages/a/CHANGELOG.md"))?.groups?.["id"];
    expect(id.startsWith(found ?? "nothing")).toBe(true);
  });

  test("asks GitHub once where it may, and tells nobody the token", async () => {
    const asked: (string | undefined)[] = [];
    const nodes = [
      {
        number: 34,
        mergedAt: "2026-01-01T00:00:00Z",
        author: { login: "jane" },
        repository: { nameWithOwner: "acme/tools" },
      },
    ];
    const server = createServer((request, response) => {
      asked.push(request.headers.authorization);
      response.end(JSON.stringify({ data: { repository: { c0: { associatedPullRequests: { nodes } } } } }));
    }).listen(0, "127.0.0.1");
    onTestFinished(() => void server.close());
    await once(server, "listening");
    const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
    const made = opened({ repo: "acme/tools", github: true, authors: true, api });
    add(made, "patch", "Waits.");
    const ran = await version(made, { GITHUB_TOKEN: "", GH_TOKEN: "a-secret" });
    expect([ran.code, asked]).toEqual([0, ["Bearer a-secret"]]);
    expect(ran.stdout + ran.stderr).not.toContain("a-secret");
    const changelog = read(made, "packages/a/CHANGELOG.md");
    expect(changelog).toContain("- Waits. ([#34](https://github.com/acme/tools/pull/34), ");
    expect(changelog).toContain(" by [`jane`](https://github.com/jane))");
  });

  test("goes on with what git knows where GitHub cannot be asked, and says so once", async () => {
    const made = opened({ repo: "acme/tools", github: true });
    add(made, "patch", "Waits.", "Waits (#12)");
    const ran = await version(made);
    expect(ran.code).toBe(0);
    expect(`${ran.stdout}${ran.stderr}`.match(/@releaser\/notes: GitHub was not asked.*$/gmu)).toEqual([
      "@releaser/notes: GitHub was not asked or did not answer (there is no token in GITHUB_TOKEN or GH_TOKEN); links come from git alone",
    ]);
    expect(read(made, "packages/a/CHANGELOG.md")).toContain("- Waits. ([#12](https://github.com/acme/tools/pull/12), ");
  });

  test("refuses an option that does not exist, with the nearest name, and writes nothing", async () => {
    const made = opened({ repos: "acme/tools" });
    const before = add(made, "minor", "Waits.");
    const ran = await version(made);
    expect(ran.code).not.toBe(0);
    expect(ran.stdout + ran.stderr).toContain('"repos" is no option; "repo" is');
    expect([made.git("status", "--porcelain"), made.git("rev-parse", "HEAD")]).toEqual(["", before]);
  });
});
