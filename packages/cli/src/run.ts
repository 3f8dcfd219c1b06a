import { main } from "./main.ts";

const controller = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort(new Error(`interrupted by ${signal}`));
  });
}

// Whoever read the output may have gone; the work goes on without them.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

const { CI, NO_COLOR, FORCE_COLOR } = process.env;
process.exitCode = await main(process.argv.slice(2), {
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
  env: process.env,
  cwd: process.cwd(),
  color: NO_COLOR === undefined && (process.stdout.isTTY || FORCE_COLOR !== undefined),
  columns: process.stdout.columns,
  isInteractive: process.stdin.isTTY && process.stdout.isTTY && CI === undefined,
  signal: controller.signal,
});
