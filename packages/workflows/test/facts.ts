import type { PackageManager } from "@releaser/core";
import type { ArtifactTarget, PipelineFacts, PipelineGate } from "../src/index.ts";

export function gate(id: string, more: Partial<PipelineGate> = {}): PipelineGate {
  const command = `pnpm run ${id}`;
  return { id, title: `running ${id}`, command, owner: "Builder", timeout: 1_800_000, retries: 0, ...more };
}

/** A repository with packages, gates and a page on GitHub. */
export function facts(more: Partial<PipelineFacts> = {}): PipelineFacts {
  return {
    branch: "main",
    trainTag: "vX.Y.Z",
    packageTags: true,
    packageManager: "pnpm",
    packageManagerVersion: "12.21.0",
    node: "24",
    runner: "ubuntu-24.04",
    targets: ["npm", "tarball"],
    images: [],
    page: "github",
    gates: [gate("lint"), gate("build")],
    nx: false,
    sentinel: false,
    environments: { signing: "signing", publishing: "publishing" },
    allowedSigners: ".github/allowed_signers",
    ...more,
  };
}

const sentinelGates = [
  gate("sentinel:contracts", { command: "cd .sentinel && pnpm run validate:contracts" }),
  gate("sentinel:test", { command: "cd .sentinel && pnpm run test" }),
  gate("sentinel:sentinels", { command: "cd .sentinel && pnpm run test", skip: "sentinel:test runs them" }),
];

const targets: readonly (readonly ArtifactTarget[])[] = [
  [],
  ["npm"],
  ["tarball"],
  ["container"],
  ["npm", "tarball"],
  ["npm", "container"],
  ["tarball", "container"],
  ["npm", "tarball", "container"],
];

const managers: readonly (readonly [PackageManager, string | undefined])[] = [
  ["pnpm", "12.21.0"],
  ["pnpm", undefined],
  ["npm", undefined],
  ["npm", "11.6.0"],
  ["yarn", "1"],
  ["yarn", "4.12.0"],
  ["yarn", undefined],
];

/** Every combination of targets, package managers, nx and `.sentinel`, each with a name for people. */
export const combinations: readonly (readonly [name: string, facts: PipelineFacts])[] = targets.flatMap((to) =>
  managers.flatMap(([packageManager, packageManagerVersion]) =>
    [true, false].flatMap((nx) =>
      [true, false].map((sentinel) => {
        const manager = `${packageManager} ${packageManagerVersion ?? "as it comes"}`;
        const images = to.includes("container") ? ["ghcr.io/acme/app", "registry.acme.example/app"] : [];
        const gates = [gate("lint"), gate("build"), ...(sentinel ? sentinelGates : [])];
        const name = [to.join(" and ") || "nothing public", manager, nx ? "nx" : "", sentinel ? ".sentinel" : ""];
        const made = facts({ targets: to, packageManager, packageManagerVersion, images, gates, nx, sentinel });
        return [name.filter(Boolean).join(", "), made] as const;
      }),
    ),
  ),
);
