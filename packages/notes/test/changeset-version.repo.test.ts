import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { cleanEnv, gitRepo, repo } from "@releaser/testkit";
import { expect, test } from "vitest";

const changesetBin = join(dirname(createRequire(import.meta.url).resolve("@changesets/cli/package.json")), "bin.js");
const module = join(import.meta.dirname, "../src/index.ts");

test("a plain `changeset version` writes changelogs with this module", () => {
  const hostile = "Waits for @jane.\n\n## 9.9.9\n\n<script>\n```\nunclosed\n\nDecision-ID: D-0019";
  const world = repo()
    .config({ changelog: module, format: false })
    .pkg("@s/a@1.0.0")
    .pkg("@s/b@1.0.0", { dependencies: { "@s/a": "workspace:^" } })
    .file("packages/a/CHANGELOG.md", "# @s/a\n\n## 1.0.0\n\n- born\n")
    .changeset("one", { "@s/a": "major" }, hostile);
  const { dir, git } = gitRepo(world);
  const commit = git("rev-parse", "--short=7", "HEAD");

  const ran = spawnSync(process.execPath, [changesetBin, "version"], { cwd: dir, encoding: "utf8", env: cleanEnv() });

  expect({ status: ran.status, stderr: ran.stderr }).toMatchObject({ status: 0 });
  expect(readFileSync(join(dir, "packages/a/CHANGELOG.md"), "utf8")).toBe(
    `# @s/a

## 2.0.0

### Major Changes

- Waits for \`@jane\`. (\`${commit}\`, D-0019)

  **9.9.9**

  &lt;script>
  \`\`\`
  unclosed
  \`\`\`

## 1.0.0

- born
`,
  );
  expect(readFileSync(join(dir, "packages/b/CHANGELOG.md"), "utf8")).toBe(
    "# @s/b\n\n## 1.0.1\n\n### Patch Changes\n\n- Updated dependencies:\n  - `@s/a@2.0.0`\n",
  );
});
