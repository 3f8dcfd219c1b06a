#!/usr/bin/env node
import { setTimeout } from "node:timers/promises";
import { main } from "./command/main.ts";
import { runProgram } from "./run-program.ts";

// Whoever read the output may have gone; the work goes on without them.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

process.exitCode = await main(process.argv.slice(2), {
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
  env: process.env,
  cwd: process.cwd(),
  fetch,
  exec: runProgram,
  clock: { now: () => new Date(), elapsed: () => performance.now(), sleep: (milliseconds) => setTimeout(milliseconds) },
});
