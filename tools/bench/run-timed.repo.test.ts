import { realpathSync } from "node:fs";
import { tempDir } from "@releaser/testkit";
import { expect, test } from "vitest";
import { parsePeak, peakMemory } from "./peak-memory.ts";
import { runTimed } from "./run-timed.ts";

test("a program is run in its folder to its end, and both streams are kept", () => {
  const dir = realpathSync(tempDir());
  const ran = runTimed(
    [process.execPath, "-e", "console.log(process.cwd()); console.error(process.env.CI); process.exitCode = 3"],
    dir,
  );
  expect(ran).toEqual({ milliseconds: expect.any(Number), code: 3, said: `${dir}\n\n1\n\n` });
  expect(ran.milliseconds).toBeGreaterThan(0);
});

test("a program that a signal ends has no exit code", () => {
  expect(runTimed([process.execPath, "-e", "process.kill(process.pid, 'SIGKILL')"], tempDir()).code).toBeUndefined();
});

/** Holds that many megabytes until it has been looked at for a while. */
const hold = (megabytes: number): string =>
  `const held = Buffer.alloc(${megabytes} * 1e6, 1); setTimeout(() => held, 300)`;

test.runIf(process.platform === "linux")("the peak holds what a child of the program takes", async () => {
  const dir = tempDir();
  const child = `require("node:child_process").spawnSync(process.execPath, ["-e", ${JSON.stringify(hold(200))}])`;
  const alone = await peakMemory([process.execPath, "-e", hold(100)], dir);
  const withChild = await peakMemory([process.execPath, "-e", child], dir);
  expect(alone).toBeGreaterThan(100_000_000);
  expect(alone).toBeLessThan(200_000_000);
  expect(withChild).toBeGreaterThan(220_000_000);
  expect(await peakMemory([process.execPath, "-e", "process.exitCode = 3"], dir)).toBeUndefined();
});

test("the peak of a process is read from its status, and a process that has ended has none", () => {
  expect(parsePeak("Name:\tnode\nVmPeak:\t  9999 kB\nVmHWM:\t   1234 kB\nVmRSS:\t   1000 kB\n")).toBe(1234 * 1024);
  expect(parsePeak("Name:\tnode\nState:\tZ (zombie)\n")).toBe(0);
});
