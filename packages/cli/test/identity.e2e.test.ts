import { gitRepo, releaser, tempDir } from "@releaser/testkit";
import { expect, test } from "vitest";
import { acme } from "./worlds.ts";

test("where git knows nobody, a name that stands in commits, and it is said once", async () => {
  const { git, dir } = gitRepo(acme());
  const env = { HOME: tempDir(), XDG_CONFIG_HOME: tempDir(), GIT_CONFIG_NOSYSTEM: "1" };
  git("config", "--local", "--remove-section", "user");
  git("config", "user.useConfigOnly", "true");
  const ran = await releaser(["version"], { cwd: dir, env });
  expect(ran).toMatchObject({ code: 0, stderr: "" });
  expect(ran.stdout.match(/git knows no user\.name and user\.email here/gu)).toHaveLength(1);
  expect(git("log", "-1", "--format=%an <%ae> %cn <%ce>")).toBe(
    "Releaser <releaser@localhost.invalid> Releaser <releaser@localhost.invalid>",
  );

  git("config", "user.name", "Ada");
  git("config", "user.email", "ada@example.test");
  git("reset", "--quiet", "--hard", "HEAD^");
  const named = await releaser(["version"], { cwd: dir, env });
  expect(named.stdout).not.toContain("git knows no");
  expect(git("log", "-1", "--format=%cn <%ce>")).toBe("Ada <ada@example.test>");
});
