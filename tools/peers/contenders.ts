import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { cleanEnv, repositoryRoot } from "@releaser/testkit";
import type { Command } from "../check/run-command.ts";

/** A tool that is asked whether a workspace is well. */
export interface Contender {
  /** What it is called in a table. */
  readonly name: string;
  /** The package that it comes in. */
  readonly package: string;
  readonly version: string;
  readonly command: Command;
}

/** What a tool said of a workspace. */
export interface Verdict {
  readonly failed: boolean;
  /** Without the workspace's folder. */
  readonly said: string;
}

const fromPeers = createRequire(join(repositoryRoot, "tools/peers/package.json"));
const fromRoot = createRequire(join(repositoryRoot, "package.json"));

/** Releaser first, then its peers in the versions that are installed here, last the pnpm that is given. */
export function contenders(pnpm: Command): readonly Contender[] {
  return [
    {
      name: "releaser",
      package: "@releaser/cli",
      version: readManifest(join(repositoryRoot, "packages/cli/package.json")).version,
      command: [process.execPath, join(repositoryRoot, "packages/cli/src/bin.ts"), "skew"],
    },
    ...peers(),
    {
      name: "pnpm",
      package: "pnpm",
      version: run([...pnpm, "--version"], repositoryRoot).stdout.trim(),
      command: [...pnpm, "install", "--frozen-lockfile", "--lockfile-only"],
    },
  ];
}

/** The tools that judge a workspace without an installation, in the versions that are installed here. */
export function peers(): readonly Contender[] {
  return [
    installed(fromPeers, "syncpack", { name: "syncpack", args: ["lint"] }),
    installed(fromPeers, "sherif", { name: "sherif", args: [] }),
    installed(fromPeers, "@manypkg/cli", { name: "manypkg", args: ["check"] }),
    installed(fromPeers, "@changesets/cli-v2", { name: "changesets 2", args: ["status"] }),
    installed(fromRoot, "@changesets/cli", { name: "changesets 3", args: ["status"] }),
  ];
}

/** Runs a tool in a folder, at most two minutes. */
export function ask({ command }: Pick<Contender, "command">, dir: string): Verdict {
  const ran = run(command, dir);
  return { failed: ran.status !== 0, said: `${ran.stdout}\n${ran.stderr}`.replaceAll(dir, "") };
}

function run(
  [program, ...args]: Command,
  cwd: string,
): {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
} {
  // pnpm would install the pnpm that the workspace pins, and write its lockfile for that.
  const env = cleanEnv({ NO_COLOR: "1", CI: "1", pnpm_config_pm_on_fail: "ignore" });
  const ran = spawnSync(program, args, { cwd, encoding: "utf8", timeout: 120_000, env });
  if (ran.error) throw ran.error;
  return ran;
}

interface Told {
  readonly name: string;
  readonly args: readonly string[];
}

/** A package's first command as a contender, as it lies in the `node_modules` that `from` sees. Throws where it is not installed. */
export function installed(from: NodeJS.Require, folder: string, { name, args }: Told): Contender {
  const manifestFile = findManifest(from, folder);
  const manifest = readManifest(manifestFile);
  const bin = typeof manifest.bin === "string" ? manifest.bin : Object.values(manifest.bin)[0];
  if (bin === undefined) throw new Error(`${folder} has no command`);
  return {
    name,
    package: manifest.name,
    version: manifest.version,
    command: [process.execPath, join(dirname(manifestFile), bin), ...args],
  };
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly bin: string | Readonly<Record<string, string>>;
}

function readManifest(file: string): Manifest {
  return JSON.parse(readFileSync(file, "utf8")) as Manifest;
}

/** Not every package exports its manifest. */
function findManifest(from: NodeJS.Require, name: string): string {
  const file = from.resolve
    .paths(name)
    ?.map((path) => join(path, name, "package.json"))
    .find((path) => existsSync(path));
  if (file === undefined) throw new Error(`${name} is not installed; run \`pnpm install\``);
  return file;
}
