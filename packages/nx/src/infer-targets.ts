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
    ".": { name: rootProject, targets: rootTargets(packages, config) },
    ...Object.fromEntries(packages.map((pkg) => [pkg.dir, { name: pkg.name, targets: packageTargets(pkg) }])),
  };
}

function rootTargets(packages: readonly Package[], config: string): Readonly<Record<string, TargetConfiguration>> {
  return { skew: skewTarget(config), [beforeRelease]: beforeReleaseTarget(packages), release: releaseTarget };
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

/** Nx packs whatever is ready at a time in one pass, and starts nothing meanwhile: packages that came one by one out of their builds would each be a pass. */
function beforeReleaseTarget(packages: readonly Package[]): TargetConfiguration {
  const projects = packages.filter((pkg) => isReleased(pkg)).map(({ name }) => name);
  return {
    executor: "nx:noop",
    dependsOn: ["skew", ...(projects.length === 0 ? [] : targetsBefore.map((target) => ({ projects, target })))],
    metadata: { description: "Everything that comes before the first tarball, so that all are packed in one pass" },
  };
}

function packageTargets(pkg: Package): Readonly<Record<string, TargetConfiguration>> {
  return {
    ...(pkg.manifest.scripts?.["build"] !== undefined && {
      build: { dependsOn: [{ projects: [rootProject], target: "skew" }] },
    }),
    ...(isReleased(pkg) && { release: packTarget(pkg) }),
  };
}

const beforeRelease = "before-release";

/** Also where no script has that name, because another plugin or `project.json` may state such a target; nx passes over what a project lacks. */
const targetsBefore: readonly string[] = ["build", "test"];

function isReleased({ private: isPrivate, version }: Package): boolean {
  return !isPrivate && version !== undefined;
}

/** Whatever the tarball is made of: the package, what its manifest takes over from others, and what its own tasks built. */
function packTarget(pkg: Package): TargetConfiguration {
  return {
    executor: "@releaser/nx:pack",
    cache: true,
    inputs: [
      "default",
      "^default",
      // A repository's `default` may leave out what a tarball has, as its README; file sets of the workspace are hashed apart.
      `{workspaceRoot}/${pkg.dir}/**/*`,
      ...rootFiles.map((file) => `{workspaceRoot}/${file}`),
      // Git ignores what is built, so no file set has it. Below the package, so that tarballs of dependencies are none.
      { dependentTasksOutputFiles: `${pkg.dir}/**/*` },
    ],
    outputs: ["{workspaceRoot}/.releaser/nx/{projectRoot}"],
    dependsOn: [...targetsBefore, "^release", { projects: [rootProject], target: beforeRelease }],
    metadata: { description: "Packs the package and records the tarball's SHA-256" },
  };
}

/** A package without licence takes the root's; catalogs and the package manager that packs are stated there too. */
const rootFiles: readonly string[] = ["LICENSE*", "LICENCE*", "package.json", "pnpm-workspace.yaml", ".npmrc"];
