import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gitRepo, releaser, repo, startProgram } from "@releaser/testkit";
import { expect, test } from "vitest";
import { textOf, versioned } from "./versioned.ts";

const offline = { pnpm_config_offline: "true", pnpm_config_pm_on_fail: "ignore" };

test("pnpm's lockfile follows literal ranges, also where CI freezes lockfiles, and stays where none changed", async () => {
  const there = gitRepo(
    repo()
      .pkg("@s/a@1.2.0")
      .pkg("@s/b@2.0.0", { dependencies: { "@s/a": "~1.2.0" } })
      .pkg("@s/c@3.0.0", { dependencies: { "@s/b": "workspace:~" } })
      .file("pnpm-workspace.yaml", "packages: ['packages/*']\nlinkWorkspacePackages: true\n")
      .file(".gitignore", "node_modules\n.releaser\n")
      .changeset("x", { "@s/a": "minor" }, "A feature."),
  );
  const locked = await startProgram(["npx", "-y", "pnpm@12", "install", "--lockfile-only", "--offline"], {
    cwd: there.dir,
    env: offline,
  }).done;
  expect(locked, locked.stderr).toMatchObject({ code: 0 });
  there.commit("a lockfile");

  const env = { ...offline, CI: "true" };
  await versioned(there, env);
  expect(textOf(there, "pnpm-lock.yaml")).toContain("specifier: ~1.3.0");
  expect(await releaser(["skew"], { cwd: there.dir })).toMatchObject({ code: 0 });

  const lock = textOf(there, "pnpm-lock.yaml");
  writeFileSync(join(there.dir, ".changeset/y.md"), '---\n"@s/c": patch\n---\n\nA fix.\n');
  there.commit("a fix");
  await versioned(there, env);
  expect(textOf(there, "pnpm-lock.yaml")).toBe(lock);
});
