import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { cleanEnv, repositoryRoot } from "@releaser/testkit";

/** A tool that is asked whether a workspace is well. */
export interface Contender {
  readonly name: string;
  readonly version: string;
  /** Arguments of Node: the tool's entry point and what it is told. */
  readonly args: readonly string[];
}

/** What a tool said of a workspace. */
export interface Verdict {
  readonly failed: boolean;
  /** Without what differs from run to run: folders and times. */
  readonly said: string;
}

const fromPeers = createRequire(join(repositoryRoot, "tools/peers/package.json"));
const fromRoot = createRequire(join(repositoryRoot, "package.json"));

/** Releaser first, then its peers in the versions that are installed here. */
export function contenders(pnpm: string): readonly Contender[] {
  return [
    {
      name: "releaser",
      version: versionIn(join(repositoryRoot, "packages/cli/package.json")),
      args: [join(repositoryRoot, "packages/cli/src/bin.ts"), "skew"],
    },
    ...peers(),
    { name: "pnpm", version: "12", args: [pnpm, "install", "--frozen-lockfile", "--lockfile-only"] },
  ];
}

/** The tools that judge a workspace without an installation, in the versions that are installed here. */
export function peers(): readonly Contender[] {
  return [
    installed(fromPeers, "syncpack", ["lint"]),
    installed(fromPeers, "sherif", []),
    { ...installed(fromPeers, "@manypkg/cli", ["check"]), name: "manypkg" },
    { ...installed(fromPeers, "@changesets/cli-v2", ["status"]), name: "changesets 2" },
    { ...installed(fromRoot, "@changesets/cli", ["status"]), name: "changesets 3" },
  ];
}

/** Runs a tool in a folder, at most two minutes. */
export function ask({ args }: Contender, dir: string): Verdict {
  const ran = spawnSync(process.execPath, args, {
    cwd: dir,
    encoding: "utf8",
    timeout: 120_000,
    env: cleanEnv({ NO_COLOR: "1", CI: "1" }),
  });
  if (ran.error) throw ran.error;
  const said = `${ran.stdout}\n${ran.stderr}`.replaceAll(dir, "").replaceAll(/\d+(?:\.\d+)?\s*m?s\b/gu, "");
  return { failed: ran.status !== 0, said };
}

/** A package's first command as a contender, as it lies in the `node_modules` that `from` sees. Throws where it is not installed. */
export function installed(from: NodeJS.Require, name: string, args: readonly string[]): Contender {
  const manifestFile = findManifest(from, name);
  const manifest = JSON.parse(readFileSync(manifestFile, "utf8")) as {
    readonly version: string;
    readonly bin: string | Readonly<Record<string, string>>;
  };
  const bin = typeof manifest.bin === "string" ? manifest.bin : Object.values(manifest.bin)[0];
  if (bin === undefined) throw new Error(`${name} has no command`);
  return { name, version: manifest.version, args: [join(dirname(manifestFile), bin), ...args] };
}

/** Not every package exports its manifest. */
function findManifest(from: NodeJS.Require, name: string): string {
  const folder = from.resolve
    .paths(name)
    ?.map((path) => join(path, name, "package.json"))
    .find((path) => isFile(path));
  if (folder === undefined) throw new Error(`${name} is not installed; run \`pnpm install\``);
  return folder;
}

function isFile(path: string): boolean {
  try {
    return readFileSync(path).length > 0;
  } catch {
    return false;
  }
}

function versionIn(manifestFile: string): string {
  return (JSON.parse(readFileSync(manifestFile, "utf8")) as { readonly version: string }).version;
}
