import { defineConfig } from "@releaser/cli";

export default defineConfig({
  smoke: { canary: ["releaser --version", "releaser-checksums --version"] },
  gates: {
    // What rehearses or runs the command line end to end is another vitest project, so that a rehearsal never runs itself.
    test: { run: "pnpm run test:fast" },
  },
});
