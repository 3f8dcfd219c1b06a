import { spawnSync } from "node:child_process";
import type { GitRepo } from "@releaser/testkit";
import { cleanEnv } from "@releaser/testkit";

/** A tag object as somebody with a key and no scruples would write it. */
export interface Forgery {
  readonly object: string;
  readonly type?: string;
  /** The name inside. */
  readonly tag?: string;
  readonly date?: Date;
  /** The path of the key that signs; nobody signs without. */
  readonly key?: string;
  /** What becomes of the payload after it was signed. */
  readonly alter?: (payload: string) => string;
}

/** Writes the object and gives its id; no reference names it. */
export function forgeTag(repo: GitRepo, forgery: Forgery): string {
  const { object, type = "commit", tag = "v1.5.0", date = new Date(), key, alter = (text) => text } = forgery;
  const seconds = Math.floor(date.getTime() / 1000);
  const payload = `object ${object}\ntype ${type}\ntag ${tag}\ntagger T <t@example.test> ${seconds} +0000\n\n${tag}\n`;
  const signature = key === undefined ? "" : run(repo, ["ssh-keygen", "-Y", "sign", "-n", "git", "-f", key], payload);
  const write = ["git", "hash-object", "-t", "tag", "-w", "--literally", "--stdin"] as const;
  return run(repo, write, alter(payload) + signature).trim();
}

function run({ dir }: GitRepo, [program, ...args]: readonly [string, ...string[]], input: string): string {
  const ran = spawnSync(program, args, { cwd: dir, encoding: "utf8", env: cleanEnv(), input });
  if (ran.status !== 0) throw new Error(`${program}: ${ran.stderr}`);
  return ran.stdout;
}
