import { repo, type World } from "@releaser/testkit";

/** A world with every file that a rule of scope `tree` looks for, so that each is read, beside files that none looks at. */
export const fullWorld: World = repo()
  .pkg("@s/public@1.0.0", { scripts: { build: "tsc", test: "vitest" } })
  .pkg("@s/plain@1.0.0")
  .pkg("@s/b@1.0.0", { dependencies: { "@s/public": "^9.0.0", "left-pad": "catalog:" } })
  .pkg("elsewhere@1.0.0", { private: true }, { dir: ".elsewhere" })
  .sentinel("1.0.0")
  .catalog({ "left-pad": "^1.0.0" })
  .changeset("one", { "@s/nobody": "patch" })
  .file("release/version.txt", "9.9.9\n")
  .file("release/checksums/1.4.0.txt", `# version: 1.4.0\n${"0".repeat(64)}  notes.md\n`)
  .file("release/notes/1.4.0.md", "# 1.4.0\n")
  .file("release/plan.json", "{}\n")
  .file("packages/public/CHANGELOG.md", "# @s/public\n\n## 9.0.0\n")
  .file("pnpm-lock.yaml", "lockfileVersion: '9.0'\n\nimporters:\n\n  .: {}\n")
  .file("lerna.json", "{}\n")
  .file(".npmrc", "link-workspace-packages=false\n")
  .file(".pnpmfile.cjs", "module.exports = {};\n")
  .file(".nvmrc", "20\n")
  .file(".node-version", "22\n")
  .file(".tool-versions", "nodejs 24.0.0\n")
  .file(".github/workflows/ci.yml", "jobs:\n  a:\n    steps:\n      - with:\n          node-version: 18\n")
  .file(".sentinel/contracts/thing.v1.yaml", "contract: thing.v1\n")
  .file("release/skew-baseline.json", '{ "schema": "skew-baseline.v1", "findings": [] }\n')
  .file("releaser.config.json", '{ "branch": "main" }\n')
  .file("packages/public/src/index.ts", "export {};\n")
  .file("packages/public/README.md", "# @s/public\n")
  .file("packages/public/tsconfig.json", "{}\n")
  .file(".github/CODEOWNERS", "* @nobody\n")
  .file("tsconfig.json", "{}\n")
  .file("README.md", "# world\n");

/** Of these files none is looked at, so that an edit of them leaves what was found. */
export const idleFiles: readonly string[] = [
  "packages/public/src/index.ts",
  "packages/public/README.md",
  "packages/public/tsconfig.json",
  ".github/CODEOWNERS",
  "tsconfig.json",
  "README.md",
];
