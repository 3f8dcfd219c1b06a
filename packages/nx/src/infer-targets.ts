import type { ProjectConfiguration, TargetConfiguration } from "@nx/devkit";
import type { Package } from "@releaser/core";
import { skewInputs } from "./skew-inputs.ts";

/** Name of the project that the root of the workspace becomes. */
export const rootProject = "//";

/** A project as the plugin adds to it: its name and the targets that it gains. */
export type InferredProject = Pick<ProjectConfiguration, "name"> & {
  readonly targets: Readonly<Record<string, TargetConfiguration>>;
};

/**
 * The targets of every project by folder, from the members of a workspace: `skew` and `release` of the root, `release`
 * of each public package, and for each package with a build its dependence on `//:skew`. `config` is the text of Releaser's
 * configuration, which may name further inputs of `skew`.
 */
export function inferTargets(members: readonly Package[], config = ""): Readonly<Record<string, InferredProject>> {
  const packages = members.filter(({ role, name }) => role === "member" && name !== "");
  return {
    ".": { name: rootProject, targets: { skew: skewTarget(config), release: releaseTarget } },
    ...Object.fromEntries(packages.map((pkg) => [pkg.dir, { name: pkg.name, targets: packageTargets(pkg) }])),
  };
}

function skewTarget(config: string): TargetConfiguration {
  return {
    executor: "nx:run-commands",
    options: { command: "releaser skew --scope tree" },
    cache: true,
    inputs: skewInputs(config),
    outputs: [],
    metadata: {
      description: "Fails where two places of the repository disagree about a version, a range or an intent",
    },
  };
}

const releaseTarget: TargetConfiguration = {
  executor: "nx:run-commands",
  options: { command: "releaser release --no-version" },
  // A remembered release is not a release: what holds is observed each time.
  cache: false,
  dependsOn: [{ projects: ["*", `!${rootProject}`], target: "release" }],
  metadata: { description: "Goes outward only when told, and prints where the release stands otherwise" },
};

function packageTargets(pkg: Package): Readonly<Record<string, TargetConfiguration>> {
  const scripts = pkg.manifest.scripts ?? {};
  return {
    ...(scripts["build"] !== undefined && { build: { dependsOn: [{ projects: [rootProject], target: "skew" }] } }),
    ...(!pkg.private && pkg.version !== undefined && { release: packTarget(pkg, Object.keys(scripts)) }),
  };
}

function packTarget({ dir }: Package, scripts: readonly string[]): TargetConfiguration {
  return {
    executor: "nx:run-commands",
    // The folder goes as an option and never through the shell.
    options: { command: "releaser-nx-pack", cwd: dir },
    cache: true,
    inputs: ["default", "^default", "{workspaceRoot}/LICENSE*", "{workspaceRoot}/pnpm-workspace.yaml"],
    outputs: ["{workspaceRoot}/.releaser/nx/{projectRoot}"],
    dependsOn: [...["build", "test"].filter((script) => scripts.includes(script)), "^release"],
    metadata: { description: "Packs the package and records the tarball's SHA-256" },
  };
}
