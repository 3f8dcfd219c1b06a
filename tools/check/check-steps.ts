import type { Step } from "./run-steps.ts";

/** Where the steps find what they look at. */
export interface CheckPlaces {
  /** Names of the packages that are published. */
  readonly packages: readonly string[];
  /** An empty folder for their tarballs. */
  readonly tarballs: string;
}

/** What `pnpm check` looks at, in the order in which it is told. The slow tests are not among it. */
export function checkSteps({ packages, tarballs }: CheckPlaces): readonly Step[] {
  const filters = packages.map((name) => `--filter=${name}`);
  const eachTarball = ["node", "tools/check/each-tarball.ts", tarballs] as const;
  return [
    { name: "format", command: ["oxfmt", "--check", "."] },
    { name: "lint", command: ["oxlint", "--type-aware"] },
    { name: "types", command: ["tsc"] },
    { name: "unused", command: ["knip", "--no-progress"] },
    { name: "contracts", command: ["pnpm", "-C", ".sentinel", "validate:contracts"] },
    { name: "build", command: ["nx", "run-many", "-t", "build"] },
    { name: "tests", command: ["vitest", "run", "--project", "fast", "--reporter=minimal"] },
    { name: "pack", command: ["pnpm", ...filters, "-r", "pack", "--pack-destination", tarballs], after: "build" },
    { name: "publint", command: [...eachTarball, "publint", "run", "--strict"], after: "pack" },
    // Without --no-definitely-typed it would ask the network for types that these packages bring themselves.
    { name: "attw", command: [...eachTarball, "attw", "--profile=esm-only", "--no-definitely-typed"], after: "pack" },
  ];
}
