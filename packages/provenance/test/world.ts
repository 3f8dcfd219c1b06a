import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Exec, type Git, type Plan, ReleaserError, sealPlan } from "@releaser/core";
import { cleanEnv, tempDir, type ThrowawayKey, throwawayKey } from "@releaser/testkit";
import { openExec, openGit } from "@releaser/workspace";

/** A repository with one commit, a key and a file that trusts it. */
export interface SigningWorld extends ThrowawayKey {
  readonly dir: string;
  readonly git: Git;
  readonly exec: Exec;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly commit: string;
  /** A folder for secrets. */
  readonly tempDir: string;
}

export async function signingWorld(): Promise<SigningWorld> {
  const place = tempDir();
  const dir = join(place, "repo");
  const exec = openExec();
  const env = cleanEnv({ HOME: place, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" });
  execFileSync("git", ["init", "--quiet", "--initial-branch=main", dir], { env });
  const git = openGit(dir, { exec });
  await git.text(["config", "user.name", "T"]);
  await git.text(["config", "user.email", "t@example.test"]);
  const commit = await commitAll(git, "initial");
  return { ...throwawayKey(place), dir, git, exec, env, commit, tempDir: place };
}

/** Commits the whole folder, as of now, and gives the commit. */
export async function commitAll(git: Git, message: string): Promise<string> {
  await git.text(["add", "--all"]);
  await git.text(["commit", "--quiet", "--allow-empty", "-m", message]);
  return git.text(["rev-parse", "HEAD"]);
}

/** A second key, `valid` a line's options in a file of trusted signers. */
export function trust(world: SigningWorld, key: ThrowawayKey, options: string): string {
  const file = join(world.tempDir, `signers-${Buffer.from(options).toString("hex").slice(0, 40)}`);
  const [type, blob] = readFileSync(key.publicKey, "utf8").split(" ");
  writeFileSync(file, `${key.principal} ${options} ${type} ${blob}\n`);
  return file;
}

/** Git's own judgement of a tag, with nothing of ours in between. */
export function gitVerifies(world: SigningWorld, tag: string): boolean {
  try {
    const settings = ["-c", "gpg.format=ssh", "-c", `gpg.ssh.allowedSignersFile=${world.allowedSigners}`];
    execFileSync("git", ["-C", world.dir, ...settings, "verify-tag", tag], { env: cleanEnv(world.env), stdio: "pipe" });
    return true;
  } catch {
    return false;
  }
}

/** A sealed plan of one package and a private one, with some members exchanged. */
export function plan(change: Partial<Omit<Plan, "digest" | "key" | "schema">> = {}): Plan {
  return sealPlan({
    train: { from: "1.3.0", to: "1.4.0", bump: "minor", tag: "v1.4.0", owner: "release/version.txt" },
    branch: "main",
    planner: { name: "@changesets/assemble-release-plan", version: "7.0.0", from: "workspace" },
    packer: "pnpm",
    releases: [
      { name: "@s/a", dir: "packages/a", private: false, from: "1.3.0", to: "1.4.0", bump: "minor", causes: [] },
      { name: "sentinel", dir: ".sentinel", private: true, from: "1.3.0", to: "1.4.0", bump: "minor", causes: [] },
      { name: "@s/still", dir: "packages/still", private: false, from: "1.0.0", to: "1.0.0", bump: "none", causes: [] },
    ],
    changesets: [
      {
        id: "calm-cats",
        summary: "Purr louder",
        releases: [{ name: "@s/a", type: "minor" }],
        decisions: ["D-0001"],
        capsules: [],
      },
    ],
    decisions: ["D-0001", "D-0002"],
    capsules: ["purring@0123abcd"],
    producer: "releaser@0.1.0",
    rollback: [],
    ...change,
  });
}

export const producer = { rulesHash: "RELEASER@0.1.0", producedBy: "releaser@0.1.0" } as const;

/** The failure that something ends in; throws where it succeeds. */
export async function refusal(making: Promise<unknown>): Promise<ReleaserError["failure"]> {
  const error: unknown = await making.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ReleaserError) return error.failure;
  throw new Error("nothing was refused", { cause: error });
}
