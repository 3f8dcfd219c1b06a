import { spawnSync } from "node:child_process";
import { test, type TestContext } from "vitest";

/** A test that needs gpg: skipped with a printed reason where there is none. */
export function gpgTest(name: string, body: (context: TestContext) => Promise<void> | void): void {
  test(name, async (context) => {
    if (spawnSync("gpg", ["--version"]).status !== 0) {
      process.stderr.write(`skipped: ${name}: needs gpg, which is not installed here\n`);
      context.skip("needs gpg, which is not installed here");
    }
    await body(context);
  });
}
