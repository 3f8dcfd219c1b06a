import { defineConfig } from "vitest/config";

/**
 * Three tiers, told apart by suffix, and the sentinels: `fast` is pure and is what the `test` gate runs, `repo` works on
 * real git in temporary folders, `e2e` runs the built command line as a process against a real registry.
 */
export default defineConfig({
  test: {
    maxWorkers: "100%",
    projects: [
      {
        test: {
          name: "fast",
          include: ["packages/*/test/**/*.test.ts", "tools/**/*.test.ts"],
          exclude: ["**/*.{repo,e2e}.test.ts", "**/node_modules/**"],
          isolate: false,
          setupFiles: ["tools/property-runs.ts"],
          testTimeout: 60_000,
          // Node runs the sources as they are, so what the tests load is what the command line loads, and sooner.
          experimental: { viteModuleRunner: false },
        },
      },
      {
        test: {
          name: "repo",
          include: ["packages/*/test/**/*.repo.test.ts", "tools/**/*.repo.test.ts"],
          testTimeout: 90_000,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["packages/*/test/**/*.e2e.test.ts", "tools/**/*.e2e.test.ts"],
          testTimeout: 240_000,
          hookTimeout: 240_000,
          globalSetup: ["tools/build-command.ts"],
          // Side by side they take seven tenths of the time; a rollback failed once so, and nobody knows yet why.
          fileParallelism: false,
        },
      },
      {
        test: {
          name: "sentinel",
          root: ".sentinel",
          include: ["tests/sentinels/**/*.test.ts"],
          isolate: false,
          experimental: { viteModuleRunner: false },
        },
      },
    ],
  },
});
