import type { Owner, Package, PackageManager, Workspace } from "@releaser/core";
import { failures } from "./failures.ts";
import { configureGates } from "./configure-gates.ts";
import { type Gate, gateDefaults, type GateOutput, type GatesConfig } from "./gate.ts";

export interface DiscoverGatesOptions {
  readonly workspace: Workspace;
  readonly config: GatesConfig;
  /** Whether there is a file or folder at a path relative to the root. */
  exists(path: string): boolean;
}

interface Script {
  readonly id: string;
  readonly dir: string;
  readonly script: string;
  readonly title: string;
  readonly owner: Owner;
  readonly output?: GateOutput;
}

const sentinelDir = ".sentinel";
const sentinelFolders: readonly string[] = [".sentinel/tests/sentinels", ".sentinel/test/sentinels"];
const placeholder = /^echo .*no test specified.* exit 1$/u;

const scripts: readonly Script[] = [
  { id: "lint", dir: ".", script: "lint", title: "linting", owner: "Builder" },
  { id: "typecheck", dir: ".", script: "typecheck", title: "checking types", owner: "Builder" },
  { id: "test", dir: ".", script: "test", title: "running the tests", owner: "Verifier/Observer" },
  { id: "build", dir: ".", script: "build", title: "building", owner: "Builder" },
  {
    id: "sentinel:contracts",
    dir: sentinelDir,
    script: "validate:contracts",
    title: "validating contracts",
    owner: "Verifier/Observer",
    output: "full",
  },
  { id: "sentinel:test", dir: sentinelDir, script: "test", title: "testing .sentinel", owner: "Verifier/Observer" },
];

const sentinels: Script = {
  id: "sentinel:sentinels",
  dir: sentinelDir,
  script: "test:sentinels",
  title: "running the sentinels",
  owner: "Verifier/Observer",
};

/**
 * The gates of a workspace: what its scripts offer, as the configuration changes it. Discovered gates come after nothing,
 * so that one failure does not hide another. Throws `E_GATES_CONFIG` with every problem of the configuration.
 */
export function discoverGates({ workspace, config, exists }: DiscoverGatesOptions): readonly Gate[] {
  const offered = scripts.flatMap((script) => toGate(workspace, script) ?? []);
  const { gates, problems } = configureGates([...offered, ...toSentinels(workspace, exists)], config);
  if (problems.length > 0) throw failures.E_GATES_CONFIG({ problems });
  return gates;
}

function toSentinels(workspace: Workspace, exists: (path: string) => boolean): readonly Gate[] {
  const own = toGate(workspace, sentinels);
  if (own !== undefined) return [own];
  const folder = sentinelFolders.find((path) => exists(path));
  if (folder === undefined) return [];
  const covered = toGate(workspace, { ...sentinels, script: "test" });
  const skip =
    covered === undefined
      ? `nothing runs ${folder}: ${sentinelDir}/package.json has neither a script test:sentinels nor test`
      : `sentinel:test runs ${folder}: ${sentinelDir}/package.json has no script test:sentinels`;
  return [{ ...(covered ?? toScriptGate(workspace, sentinels)), skip }];
}

function toGate(workspace: Workspace, script: Script): Gate | undefined {
  const line = folderOf(workspace, script.dir)?.manifest.scripts?.[script.script];
  return typeof line === "string" && !placeholder.test(line) ? toScriptGate(workspace, script) : undefined;
}

function toScriptGate(workspace: Workspace, { id, dir, script, title, owner, output = "tail" }: Script): Gate {
  const command = [runnerOf(workspace, dir), "run", script];
  return { id, title, command, cwd: dir, owner, ...gateDefaults, output };
}

/** A folder outside the workspace may name a package manager of its own; a member takes the workspace's. */
function runnerOf(workspace: Workspace, dir: string): PackageManager {
  const folder = folderOf(workspace, dir);
  const own = folder?.role === "outside" ? toPackageManager(folder.manifest.packageManager) : undefined;
  return own ?? workspace.packageManager ?? "npm";
}

function toPackageManager(pin: unknown): PackageManager | undefined {
  const name = typeof pin === "string" ? pin.split("@", 1)[0] : undefined;
  return name === "bun" || name === "npm" || name === "pnpm" || name === "yarn" ? name : undefined;
}

function folderOf(workspace: Workspace, dir: string): Package | undefined {
  return workspace.members.find((member) => member.dir === dir);
}
