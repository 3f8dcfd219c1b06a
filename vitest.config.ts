import { defineConfig } from "vitest/config";

/** Three tiers, told apart by suffix, and the sentinels: `fast` is what the `test` gate runs, `e2e` runs the command line as a process. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "fast",
          include: ["packages/*/test/**/*.test.ts", "tools/**/*.test.ts"],
          exclude: ["**/*.e2e.test.ts"],
          testTimeout: 90_000,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["packages/*/test/**/*.e2e.test.ts"],
          testTimeout: 240_000,
          hookTimeout: 240_000,
          fileParallelism: false,
        },
      },
      { test: { name: "sentinel", root: ".sentinel", include: ["tests/sentinels/**/*.test.ts"] } },
    ],
  },
});
