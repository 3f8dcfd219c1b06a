import { spawn } from "node:child_process";

/** One step of `pnpm check`: its name and what it runs. */
interface Step {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
}

const steps: readonly Step[] = [
  { name: "format", command: ["oxfmt", "--check", "."] },
  { name: "lint", command: ["oxlint", "--type-aware"] },
  { name: "types", command: ["tsc"] },
  { name: "contracts", command: ["pnpm", "-C", ".sentinel", "validate:contracts"] },
  { name: "build", command: ["nx", "run-many", "-t", "build"] },
];

/** Runs one step; its output is shown where it fails. Resolves with whether it passed. */
async function run({ name, command: [program, ...args] }: Step): Promise<boolean> {
  const started = performance.now();
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => output.push(chunk.toString()));
  }
  const code = await new Promise<number>((resolve) => {
    child.on("error", (error) => resolve(output.push(error.message)));
    child.on("close", (exit) => resolve(exit ?? 1));
  });
  process.stdout.write(
    `${code === 0 ? "✓" : "✗"} ${name.padEnd(10)} ${((performance.now() - started) / 1000).toFixed(1)} s\n`,
  );
  if (code !== 0) process.stdout.write(output.join(""));
  return code === 0;
}

let passed = true;
for (const step of steps) passed = (await run(step)) && passed;
process.exitCode = passed ? 0 : 1;
