import { gitRepo, repo, tempDir } from "@releaser/testkit";
import changelog from "@releaser/notes";
import commit from "@releaser/provenance";
import { expect, test } from "vitest";

const skewed = repo()
  .pkg("@s/a@1.4.0")
  .pkg("@s/c@1.0.0", { dependencies: { purr: "catalog:cats" } });

test.each([
  [
    "changelog",
    async (options: object) =>
      await changelog.getReleaseLine({ id: "one", summary: "Waits." }, "patch", { repo: false, ...options }),
  ],
  [
    "commit",
    async (options: object) => await commit.getVersionMessage({ changesets: [], releases: [] }, { ...options }),
  ],
])("the %s module judges the tree of its option cwd, and not where the command runs", async (_, ask) => {
  const { dir } = gitRepo(skewed);
  await expect(ask({ cwd: dir })).rejects.toThrow("E_SKEW_REFUSED");
  await expect(ask({ cwd: dir, skew: false })).resolves.toBeTypeOf("string");
  await expect(ask({ cwd: tempDir() })).resolves.toBeTypeOf("string");
});
