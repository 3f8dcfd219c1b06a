import { spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { cleanEnv, repositoryRoot } from "@releaser/testkit";
import { expect, test } from "vitest";

/** The TypeScript examples of each README that stand for themselves; one of testkit's is a test. */
const examples = globSync("packages/*/README.md", { cwd: repositoryRoot })
  .toSorted()
  .flatMap((file) =>
    [...readFileSync(join(repositoryRoot, file), "utf8").matchAll(/^```ts\n([\s\S]*?)^```$/gmu)].map(
      ([, code = ""]) => [file, code] as const,
    ),
  )
  .filter(([, code]) => !code.includes('from "vitest"'));

test("there are examples", () => {
  expect(examples.map(([file]) => file)).toContain("packages/core/README.md");
});

test.each(examples)("the example of %s runs", (file, code) => {
  const cwd = join(repositoryRoot, dirname(file));
  const args = ["--input-type=module-typescript", "--no-warnings", "--eval", code];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, env: cleanEnv(), encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const promised = [...code.matchAll(/^\/\/ (\d .+)$/gmu)].map(([, line]) => line);
  expect(stdout.split("\n")).toEqual(expect.arrayContaining(promised));
});
