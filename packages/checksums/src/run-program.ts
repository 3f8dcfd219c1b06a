import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import type { Exec } from "@releaser/core";

/** Runs one program without a shell, for who uses this package alone. */
export const runProgram: Exec = async (program, args, { cwd, env, input, timeout } = {}) => {
  const child = spawn(program, args, { cwd, env: { ...env }, stdio: ["pipe", "pipe", "pipe"], timeout });
  const code = new Promise<number | null>((resolve, reject) => void child.once("error", reject).once("close", resolve));
  // The program may end before it has read everything.
  child.stdin.on("error", () => undefined).end(input);
  const [stdout, stderr, ended] = await Promise.all([text(child.stdout), text(child.stderr), code]);
  return { code: ended ?? undefined, stdout, stderr, timedOut: ended === null };
};
