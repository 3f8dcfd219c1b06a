import type { Pipeline, PipelineFacts } from "../src/index.ts";

export const facts: PipelineFacts = {
  branch: "main",
  trainTag: "vX.Y.Z",
  packageTags: true,
  packageManager: "pnpm",
  node: "24",
  runner: "ubuntu-24.04",
  targets: ["npm", "tarball"],
  images: [],
  page: "github",
  gates: [
    { id: "lint", title: "linting", command: "pnpm run lint", owner: "Builder", timeout: 1_800_000, retries: 0 },
    {
      id: "test",
      title: "testing",
      command: "pnpm run test",
      owner: "Verifier/Observer",
      timeout: 600_000,
      retries: 2,
    },
  ],
  nx: false,
  sentinel: true,
  environments: { signing: "release-signing", publishing: "npm" },
  allowedSigners: ".github/allowed_signers",
};

/** A pipeline of one workflow with two jobs. */
export const samplePipeline: Pipeline = {
  facts,
  workflows: [
    {
      file: ".github/workflows/release.yml",
      name: "release",
      purpose: "carries a release out",
      trigger: { on: { push: { branches: ["main"] } }, words: ["a push to `main`"] },
      concurrency: { group: "release", cancelInProgress: false },
      jobs: [
        {
          id: "pack",
          name: "pack",
          purpose: "packs each package once",
          permissions: [{ scope: "contents", access: "read", reason: "checkout" }],
          timeoutMinutes: 30,
          artifacts: ["packed"],
          steps: [{ run: "pnpm exec releaser publish --to packed" }],
        },
        {
          id: "tag",
          name: "tag",
          purpose: "signs and pushes the tag",
          needs: ["pack"],
          environment: "release-signing",
          permissions: [],
          timeoutMinutes: 10,
          steps: [{ run: "pnpm exec releaser publish --to tagged --outward" }],
        },
      ],
    },
  ],
};
