import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { cleanEnv } from "./clean-env.ts";
import type { World } from "./repo.ts";
import { tempDir } from "./temp-dir.ts";

/** A real repository on disk. */
export interface GitRepo {
  readonly dir: string;
  /** The bare remote, where one was asked for; `main` is pushed and tracked. */
  readonly origin: string | undefined;
  /** Runs git there and gives standard output without its last newline; throws with git's words on failure. */
  git(...args: readonly string[]): string;
  /** Commits everything in the folder and gives the commit's id. */
  commit(message: string): string;
}

export interface GitRepoOptions {
  /** Where it lies; a folder that goes with the test by default. */
  readonly dir?: string;
  /** A bare remote named `origin` beside it. */
  readonly origin?: boolean;
}

const identity = {
  GIT_AUTHOR_NAME: "Tester",
  GIT_AUTHOR_EMAIL: "tester@example.test",
  GIT_AUTHOR_DATE: "2026-01-01T00:00:00Z",
  GIT_COMMITTER_NAME: "Tester",
  GIT_COMMITTER_EMAIL: "tester@example.test",
  GIT_COMMITTER_DATE: "2026-01-01T00:00:00Z",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_SYSTEM: "/dev/null",
  GIT_TERMINAL_PROMPT: "0",
};

/** The world as one commit on `main`. Identity and dates are fixed, so the same world gives the same commit. */
export function gitRepo(world: World, options: GitRepoOptions = {}): GitRepo {
  const place = options.dir ?? tempDir();
  const dir = world.write(join(place, "repo"));
  const opened = openGitRepo(dir, options.origin === true ? join(place, "origin.git") : undefined);
  opened.git("init", "--quiet", "--initial-branch=main");
  for (const [key, value] of localConfig) opened.git("config", key, value);
  opened.commit("initial");
  if (opened.origin !== undefined) publish(opened, opened.origin);
  return opened;
}

/** Git in a folder that is a repository already, or is about to be one. */
export function openGitRepo(dir: string, origin?: string): GitRepo {
  const git = (...args: readonly string[]): string => runGit(dir, args);
  return {
    dir,
    origin,
    git,
    commit: (message) => {
      git("add", "--all");
      git("commit", "--quiet", "--allow-empty", "--message", message);
      return git("rev-parse", "HEAD");
    },
  };
}

const localConfig = [
  ["user.name", "Tester"],
  ["user.email", "tester@example.test"],
  ["commit.gpgSign", "false"],
  ["tag.gpgSign", "false"],
  ["core.autocrlf", "false"],
] as const;

function publish(opened: GitRepo, origin: string): void {
  opened.git("init", "--quiet", "--bare", "--initial-branch=main", origin);
  opened.git("remote", "add", "origin", origin);
  opened.git("push", "--quiet", "--set-upstream", "origin", "main");
}

function runGit(dir: string, args: readonly string[]): string {
  const ran = spawnSync("git", ["-C", dir, ...args], { encoding: "utf8", env: cleanEnv(identity) });
  if (ran.error) throw ran.error;
  if (ran.status !== 0) throw new Error(`git ${args.join(" ")}: ${ran.stderr.trim()}`);
  return ran.stdout.replace(/\n$/u, "");
}
