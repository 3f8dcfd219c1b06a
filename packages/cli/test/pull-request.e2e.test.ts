import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { releaser } from "@releaser/testkit";
import { expect, test } from "vitest";
import { changeset, repoWith } from "./engines.ts";
import { acme } from "./worlds.ts";

test("a contributor types `pnpm changeset` in a pull request: what it asks for is what merging releases, and a slip is caught", async () => {
  const web = { type: "module", exports: "./index.js", files: ["index.js"] };
  const repo = repoWith("3", acme().pkg("@acme/web@1.0.0", web).file("packages/web/index.js", "export {};\n"));
  const { dir, git, commit } = repo;
  git("tag", "@acme/web@1.0.0");
  git("checkout", "--quiet", "-b", "fix/it");
  writeFileSync(join(dir, "packages/web/index.js"), "export const web = 1;\n");
  commit("fix: mend it");
  const comment = async (): Promise<{ readonly code: number | undefined; readonly stdout: string }> =>
    await releaser(["plan", "--format", "comment"], { cwd: dir });
  const before = await comment();
  expect(before.code).toBe(7);
  expect(before.stdout).toContain("`@acme/web` changed on this branch");

  const files = readdirSync(join(dir, ".changeset"));
  const typed = await changeset("3", repo, "--minor", "@acme/web", "--message", "Says that it is fixed.");
  expect(typed.code, typed.stderr).toBe(0);
  const [written = "", ...more] = readdirSync(join(dir, ".changeset")).filter((file) => !files.includes(file));
  expect([written, more]).toEqual([expect.stringMatching(/\.md$/u), []]);
  commit("changeset");
  const after = await comment();
  expect(after.code, after.stdout).toBe(0);
  expect(after.stdout).toContain(
    `| \`@acme/web\` | \`1.0.0\` → \`1.1.0\` | minor | changeset \`${written.replace(".md", "")}\``,
  );
  expect(await releaser(["skew"], { cwd: dir })).toMatchObject({ code: 0 });

  const file = join(dir, ".changeset", written);
  writeFileSync(file, readFileSync(file, "utf8").replace("@acme/web", "@acme/wed"));
  const slip = await releaser(["skew"], { cwd: dir });
  expect(slip.code).toBe(7);
  expect(slip.stdout).toContain(`.changeset/${written}:2`);
  expect(slip.stdout).toContain("@acme/wed");
});

test("a change that nobody notices gets the empty changeset of Changesets, and moves nothing", async () => {
  const repo = repoWith("3", acme());
  const { dir, git, commit } = repo;
  const plan = async (): Promise<string> => (await releaser(["plan", "--format", "markdown"], { cwd: dir })).stdout;
  for (const tag of ["@acme/core@1.2.0", "@acme/cli@1.4.0"]) git("tag", tag);
  const before = await plan();
  git("checkout", "--quiet", "-b", "chore/it");
  writeFileSync(join(dir, "packages/cli/index.js"), '// A comment.\nexport { name } from "@acme/core";\n');
  expect((await changeset("3", repo, "--empty")).code).toBe(0);
  commit("chore: a comment");
  expect(await plan()).toBe(before);
});
