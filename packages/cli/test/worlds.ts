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
