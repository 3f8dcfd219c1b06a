import { randomBytes } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { hasErrorCode } from "@releaser/core";

/**
 * A path beside a file or folder for what is about to take its place, named for this process. What processes that are no more
 * left there for the same one is removed: a run that was killed could not.
 */
export async function temporaryBeside(file: string): Promise<string> {
  await removeAbandoned(file);
  return join(dirname(file), `.${basename(file)}.${process.pid}-${randomBytes(6).toString("hex")}.tmp`);
}

/** Removes what processes that are no more left beside a file or folder for it. */
export async function removeAbandoned(file: string): Promise<void> {
  const start = `.${basename(file)}.`;
  for (const name of await readdir(dirname(file))) {
    const [, pid] = /^(\d+)-[0-9a-f]{12}\.tmp$/u.exec(name.startsWith(start) ? name.slice(start.length) : "") ?? [];
    if (pid === undefined || isAlive(Number(pid))) continue;
    await rm(join(dirname(file), name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return hasErrorCode(error, "EPERM");
  }
}
