import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { releaser, tempDir } from "@releaser/testkit";
import { expect, test } from "vitest";
import { statusIn } from "./documents.ts";
import { changeset, repoWith } from "./engines.ts";
import { bringPullRequest, commentsOn, jobOfPull, openShop } from "./shop.ts";
import { acme } from "./worlds.ts";

test("a contributor types `pnpm changeset` in a pull request: one comment tells what is missing, then what merging releases; that is rehearsed, and a slip is caught", async () => {
  const web = { type: "module", exports: "./index.js", files: ["index.js"] };
  const world = acme().pkg("@acme/web@1.0.0", web).file("packages/web/index.js", "export {};\n");
  const repo = repoWith("3", world, { origin: true });
  const { dir, git, commit, origin } = repo;
  git("tag", "@acme/web@1.0.0");
  git("push", "--quiet", "origin", "HEAD:refs/heads/main");
  git("checkout", "--quiet", "-b", "fix/it");
  writeFileSync(join(dir, "packages/web/index.js"), "export const web = 1;\n");
  commit("fix: mend it");
  git("push", "--quiet", "origin", "fix/it");
  const shop = await openShop({ gitDir: origin });
  const { api } = shop.server.at;
  const number = await bringPullRequest({ api, token: "writer" }, { title: "Mend it", head: "fix/it", base: "main" });
  const { env } = jobOfPull(shop, number);
  const comment = async (): Promise<{ readonly code: number | undefined; readonly said: readonly string[] }> => {
    const { code } = await releaser(["plan", "--format", "comment", "--post"], { cwd: dir, env });
    return { code, said: commentsOn(shop, number) };
  };
  const before = await comment();
  expect(before).toEqual({ code: 7, said: [expect.stringContaining("`@acme/web` changed on this branch")] });
  expect(before.said[0]).toContain("[Add it](https://github.com/acme/shop/new/fix/it?filename=");

  const files = readdirSync(join(dir, ".changeset"));
  const typed = await changeset("3", repo, "--minor", "@acme/web", "--message", "Says that it is fixed.");
  expect(typed.code, typed.stderr).toBe(0);
  const [written = "", ...more] = readdirSync(join(dir, ".changeset")).filter((file) => !files.includes(file));
  expect([written, more]).toEqual([expect.stringMatching(/\.md$/u), []]);
  commit("changeset");
  const row = `| \`@acme/web\` | \`1.0.0\` → \`1.1.0\` | minor | changeset \`${written.replace(".md", "")}\``;
  const after = await comment();
  expect(after).toEqual({ code: 0, said: [expect.stringContaining(row)] });
  expect(after.said[0]).not.toContain("Without a changeset");

  const rehearsed = await releaser(["rehearse", "--keep", join(tempDir(), "kept"), "--json"], { cwd: dir });
  const { ok, resources } = statusIn(rehearsed);
  const published = resources.filter(({ id, verdict }) => id.startsWith("npm:") && verdict === "applied");
  expect([ok, published.map(({ id }) => id).toSorted()]).toEqual([
    true,
    ["npm:@acme/cli@1.4.1", "npm:@acme/core@1.3.0", "npm:@acme/web@1.1.0"],
  ]);

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
