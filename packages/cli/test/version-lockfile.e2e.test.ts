import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gitRepo, releaser, repo, startProgram, tempDir } from "@releaser/testkit";
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

test("no script of the repository runs while npm's lockfile is brought up", async () => {
  const canary = join(tempDir(), "canary");
  const touch = `node -e "require('fs').writeFileSync('${canary}', '')"`;
  const hooks = ["preinstall", "install", "postinstall", "prepare", "preversion", "version", "postversion"];
  const scripts = Object.fromEntries(hooks.map((hook) => [hook, touch]));
  const there = gitRepo(
    repo()
      .root({ packageManager: "npm@11.0.0", workspaces: ["packages/*"], scripts })
      .pkg("@s/a@1.2.0", { scripts })
      .file(".gitignore", "node_modules\n.releaser\n")
      .changeset("x", { "@s/a": "minor" }, "A feature."),
  );
  there.git("rm", "--quiet", "pnpm-workspace.yaml");
  const env = { npm_config_offline: "true", npm_config_cache: join(tempDir(), "cache") };
  const command = ["npm", "install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund"] as const;
  expect(await startProgram(command, { cwd: there.dir, env }).done).toMatchObject({ code: 0 });
  there.commit("a lockfile");
  await versioned(there, env);
  expect(JSON.parse(textOf(there, "package-lock.json") ?? "")).toMatchObject({
    packages: { "packages/a": { version: "1.3.0" } },
  });
  expect(existsSync(canary)).toBe(false);
});
