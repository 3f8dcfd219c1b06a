import type { PackageManager } from "@releaser/core";
import manifest from "../../package.json" with { type: "json" };
import { setupFiles, type SetupFacts } from "./facts.ts";
import type { SetupChange, SetupCommand } from "./setup.ts";

/** How each package manager adds to the root's devDependencies, of a single package and of a workspace. */
const adders: Readonly<Record<PackageManager, readonly [single: Words, workspace: Words]>> = {
  pnpm: [
    ["pnpm", "add", "-D"],
    ["pnpm", "add", "-D", "-w"],
  ],
  npm: [
    ["npm", "install", "-D"],
    ["npm", "install", "-D"],
  ],
  yarn: [
    ["yarn", "add", "-D"],
    ["yarn", "add", "-D"],
  ],
  bun: [
    ["bun", "add", "-d"],
    ["bun", "add", "-d"],
  ],
};

type Words = readonly [string, ...string[]];

/** What installs the programs and modules that the set-up names; nothing where all of them are there. */
export function toCommands(facts: SetupFacts, changes: readonly SetupChange[]): readonly SetupCommand[] {
  const texts = changes.map(({ after }) => after).join("\n");
  const named = (name: string): boolean => texts.includes(`"${name}"`) || isNamed(facts, name);
  const wanted = [
    ["@releaser/cli", manifest.version],
    ["@changesets/cli", manifest.dependencies["@changesets/cli"]],
    ["verdaccio", manifest.peerDependencies.verdaccio],
    ...(named("@releaser/notes") ? [["@releaser/notes", manifest.version] as const] : []),
    ...(named("@releaser/nx") ? [["@releaser/nx", manifest.version] as const] : []),
  ] as const;
  const missing = wanted.filter(([name]) => !facts.dependencies.has(name));
  if (missing.length === 0) return [];
  const [single, workspace] = adders[facts.packageManager];
  const words: Words = [
    ...(facts.isWorkspace ? workspace : single),
    ...(facts.isWorkspace && facts.classicYarn ? ["-W"] : []),
    ...missing.map(([name, range]) => spec(name, range)),
  ];
  return [{ words, why: "the programs that the scripts start, and verdaccio for rehearsals" }];
}

function isNamed({ texts }: SetupFacts, name: string): boolean {
  return [setupFiles.changesets, setupFiles.nx].some((file) => texts.get(file)?.includes(`"${name}"`) === true);
}

/** The major alone: the package manager writes the range that it is used to. */
function spec(name: string, range: string): string {
  const [major] = /\d+/u.exec(range) ?? [];
  return major === undefined || major === "0" ? name : `${name}@${major}`;
}
