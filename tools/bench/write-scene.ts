import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { spawnSync } from "node:child_process";
import { cleanEnv, repositoryRoot } from "@releaser/testkit";
import type { Scene, SceneCommit } from "./scene.ts";

/** Writes a scene as a git repository into an empty folder; its tags are packed, as they are in a clone. */
export function writeScene(scene: Scene, dir: string): void {
  const git = (args: readonly string[], input = ""): void => runGit(dir, args, input);
  const commit = ({ message, files }: SceneCommit): void => {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(dir, path)), { recursive: true });
      writeFileSync(join(dir, path), text);
    }
    git(["add", "--all"]);
    git(["commit", "--quiet", "--message", message]);
  };
  mkdirSync(dir, { recursive: true });
  git(["init", "--quiet", "--initial-branch=main"]);
  commit(scene.release);
  git(["update-ref", "--stdin"], scene.tags.map((tag) => `create refs/tags/${tag} HEAD\n`).join(""));
  git(["checkout", "--quiet", "-b", "feature"]);
  for (const one of scene.since) commit(one);
  git(["pack-refs", "--all"]);
  git(["repack", "-a", "-d", "--quiet"]);
  linkChangesets(dir);
}

/** The repository's own Changesets, as an installation lays it out. */
function linkChangesets(dir: string): void {
  mkdirSync(join(dir, "node_modules/@changesets"), { recursive: true });
  symlinkSync(
    realpathSync(join(repositoryRoot, "node_modules/@changesets/cli")),
    join(dir, "node_modules/@changesets/cli"),
  );
}

const identity = {
  GIT_AUTHOR_NAME: "Bench",
  GIT_AUTHOR_EMAIL: "bench@example.test",
  GIT_AUTHOR_DATE: "2026-01-01T00:00:00Z",
  GIT_COMMITTER_NAME: "Bench",
  GIT_COMMITTER_EMAIL: "bench@example.test",
  GIT_COMMITTER_DATE: "2026-01-01T00:00:00Z",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_SYSTEM: "/dev/null",
};

function runGit(cwd: string, args: readonly string[], input: string): void {
  const ran = spawnSync("git", args, { cwd, input, encoding: "utf8", env: cleanEnv(identity) });
  if (ran.status !== 0) throw new Error(`git ${args.join(" ")}: ${ran.stderr}`);
}
