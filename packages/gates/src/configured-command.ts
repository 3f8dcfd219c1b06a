import { join } from "node:path/posix";
import type { PackageManager, Workspace } from "@releaser/core";
import type { GateSettings } from "./gate.ts";
import { folderOf, runnerOf } from "./runner-of.ts";
import { splitCommand } from "./split-command.ts";

/** What a repository tells of what gates can run. */
export interface GateTools {
  readonly workspace: Workspace;
  /** Whether there is a file or folder at a path relative to the root. */
  exists(path: string): boolean;
}

/** The words of a command, or what is wrong with what asks for it, one sentence each with the key that it is about. */
export type ConfiguredCommand =
  | { readonly words: readonly string[] }
  | { readonly problems: readonly (readonly [key: string, problem: string])[] };

const kinds = ["run", "nx", "script"] as const;

/** `project:target` or `project:target:configuration`; the name of a project may have a scope. */
const nxTarget = /^(?!-)[^\s:]+:[^\s:]+(?::[^\s:]+)?$/u;

/** How a program of the repository's own dependencies is started; nothing is downloaded for it. */
const starters: Readonly<Record<PackageManager, readonly string[]>> = {
  pnpm: ["pnpm", "exec"],
  npm: ["npx", "--no", "--"],
  yarn: ["yarn", "run"],
  bun: ["bun", "x", "--no-install"],
};

/** A program of the repository's own dependencies, as its package manager starts it at the root. */
export function ownProgram({ packageManager }: Workspace, words: readonly string[]): readonly string[] {
  return [...starters[packageManager ?? "npm"], ...words];
}

/** The command that settings ask for, in the folder where it runs; undefined where they ask for none. */
export function configuredCommand(
  settings: GateSettings,
  cwd: string,
  tools: GateTools,
): ConfiguredCommand | undefined {
  const told = kinds.filter((kind) => settings[kind] !== undefined);
  if (told.length > 1) {
    return { problems: [["", `it says ${told.join(" and ")}: a gate is one of run, nx and script`]] };
  }
  if (settings.nx !== undefined) return toNx(settings.nx, tools);
  if (settings.script !== undefined) return toScript(settings.script, cwd, tools);
  return settings.run === undefined ? undefined : toWords(settings.run);
}

function toWords(run: string | readonly string[]): ConfiguredCommand {
  if (typeof run !== "string") return { words: run };
  const split = splitCommand(run);
  return "words" in split ? split : { problems: [[".run", split.problem]] };
}

function toNx(target: string, { workspace, exists }: GateTools): ConfiguredCommand {
  const problems = [
    ...(nxTarget.test(target) ? [] : [`${JSON.stringify(target)} is no project:target, as app:e2e is`]),
    ...(exists("nx.json") ? [] : ["there is no nx.json here, so nothing runs its targets"]),
  ];
  if (problems.length > 0) return { problems: problems.map((problem) => [".nx", problem] as const) };
  return { words: ownProgram(workspace, ["nx", "run", target]) };
}

function toScript(script: string, cwd: string, { workspace, exists }: GateTools): ConfiguredCommand {
  const problem = scriptProblem(script, cwd, { workspace, exists });
  return problem === undefined
    ? { words: [runnerOf(workspace, cwd), "run", script] }
    : { problems: [[".script", problem]] };
}

function scriptProblem(script: string, cwd: string, { workspace, exists }: GateTools): string | undefined {
  const file = join(cwd, "package.json");
  if (script === "" || script.startsWith("-")) return `${JSON.stringify(script)} is no name of a script`;
  const folder = folderOf(workspace, cwd);
  if (folder === undefined) return exists(file) ? undefined : `there is no ${file}`;
  return typeof folder.manifest.scripts?.[script] === "string"
    ? undefined
    : `${file} has no script ${JSON.stringify(script)}`;
}
