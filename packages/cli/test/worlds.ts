import { repo, type World } from "@releaser/testkit";

const ledger = `# Decisions

## NEXT_ID
D-0002

ID: D-0001
Date: 2026-01-05
Author: INTEGRATOR
Scope: packages/core
Decision: The core starts without a cache.
Rationale: Starting cold is fast enough.
Outputs: packages/core
`;

const library = { type: "module", exports: "./index.js", files: ["index.js"] } as const;

/**
 * Two public packages, one of which depends on the other, a private one that stays, and `.sentinel`; one changeset that
 * names a decision of the ledger. Plain JavaScript: nothing is built, nothing comes from a registry.
 */
export function acme(): World {
  return repo()
    .pkg("@acme/core@1.2.0", library)
    .pkg("@acme/cli@1.4.0", { ...library, dependencies: { "@acme/core": "workspace:~" } })
    .pkg("@acme/docs@0.3.0", { private: true, dependencies: { "@acme/cli": "workspace:*" } })
    .sentinel("0.2.0", { name: "@acme/sentinel" })
    .config({ changelog: "@releaser/notes", privatePackages: { version: false, tag: false } })
    .file("packages/core/index.js", 'export const name = "core";\n')
    .file("packages/cli/index.js", 'export { name } from "@acme/core";\n')
    .file(".sentinel/DECISIONS.md", ledger)
    .file(".gitignore", "node_modules\n.releaser\ndist\n")
    .file("release/version.txt", "1.4.0\n")
    .changeset("cold-start", { "@acme/core": "minor" }, "Starts without a cache.\n\nDecision-ID: D-0001")
    .changeset("stricter", { "@acme/sentinel": "patch" }, "Looks at the core's start.");
}

/** The small world with a build whose bytes differ each time, a smoke, a release page beside it and trusted signers. */
export function outgoing(allowedSigners: string): World {
  return acme()
    .root({ scripts: { build: "node build.mjs" } })
    .file("build.mjs", buildScript())
    .pkg("@acme/core@1.2.0", { type: "module", exports: "./dist/index.js", files: ["dist"] })
    .file(".sentinel/tests/smoke/smoke_core.mjs", smokeScript())
    .file(".github/allowed_signers", allowedSigners)
    .file("releaser.config.json", '{ "page": { "kind": "directory", "path": "../releases" } }\n');
}

function buildScript(): string {
  return [
    'import { mkdirSync, writeFileSync } from "node:fs";',
    'mkdirSync("packages/core/dist", { recursive: true });',
    'writeFileSync("packages/core/dist/index.js", `export const name = "core"; // ${Date.now()} ${Math.random()}\\n`);',
    "",
  ].join("\n");
}

function smokeScript(): string {
  return [
    'import { createRequire } from "node:module";',
    'import { join } from "node:path";',
    'import { pathToFileURL } from "node:url";',
    'const require = createRequire(join(process.env.RELEASER_SMOKE_DIR, "index.js"));',
    'const { name } = await import(pathToFileURL(require.resolve("@acme/cli")).href);',
    'if (name !== "core") throw new Error(`@acme/cli says ${name}`);',
    "",
  ].join("\n");
}
