import { spawn } from "node:child_process";

/** A program and its arguments; no shell reads them. */
export type Command = readonly [program: string, ...args: readonly string[]];

/** How a command ended. */
export interface Ended {
  readonly passed: boolean;
  /** Both streams, as they came. */
  readonly output: string;
  readonly seconds: number;
}

/** Runs a command to its end and keeps its output to itself. A program that cannot be started has not passed. */
export async function runCommand([program, ...args]: Command): Promise<Ended> {
  const started = performance.now();
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => output.push(text));
  }
  const exit = await new Promise<number | null>((resolve) => {
    child.on("error", (error) => output.push(`${error.message}\n`));
    child.on("close", resolve);
  });
  return { passed: exit === 0, output: output.join(""), seconds: (performance.now() - started) / 1000 };
}
