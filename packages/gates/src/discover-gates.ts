import type { Owner, Workspace } from "@releaser/core";
import { configureGates } from "./configure-gates.ts";
import { type GateTools, ownProgram } from "./configured-command.ts";
import { failures } from "./failures.ts";
import { type Gate, gateDefaults, type GateOutput, type GatesConfig } from "./gate.ts";
import { unknownLicences } from "./licences/judge-licence.ts";
import { type LicencesConfig, toLicencePolicy } from "./licences/licence-policy.ts";
import { folderOf, runnerOf } from "./runner-of.ts";

export interface DiscoverGatesOptions extends GateTools {
  readonly config: GatesConfig;
  /** What may be brought along by published packages; not looked at unless told. */
  readonly licences?: LicencesConfig | undefined;
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

const contracts: Script = {
  id: "sentinel:contracts",
  dir: sentinelDir,
  script: "validate:contracts",
  title: "validating contracts",
  owner: "Verifier/Observer",
  output: "full",
};

const scripts: readonly Script[] = [
  { id: "lint", dir: ".", script: "lint", title: "linting", owner: "Builder" },
  { id: "typecheck", dir: ".", script: "typecheck", title: "checking types", owner: "Builder" },
  { id: "test", dir: ".", script: "test", title: "running the tests", owner: "Verifier/Observer" },
  { id: "build", dir: ".", script: "build", title: "building", owner: "Builder" },
  contracts,
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
export function discoverGates({ workspace, config, licences, exists }: DiscoverGatesOptions): readonly Gate[] {
  const offered = [
    ...scripts.flatMap((script) => toGate(workspace, script) ?? toBuiltIn(workspace, script, exists) ?? []),
    ...toSentinels(workspace, exists),
    ...(licences === undefined ? [] : [toLicences(workspace, licences)]),
  ];
  const { gates, problems } = configureGates(offered, config, { workspace, exists });
  const unknown = unknownLicences(licences?.allow ?? []).map((one) => `licences.allow: SPDX knows no licence ${one}`);
  if (problems.length + unknown.length > 0) throw failures.E_GATES_CONFIG({ problems: [...problems, ...unknown] });
  return gates;
}

function toLicences(workspace: Workspace, licences: LicencesConfig): Gate {
  const { members, changesets } = workspace;
  const published = members
    .filter((one) => !one.private && one.version !== undefined && changesets?.skipped.has(one.name) !== true)
    .filter(({ role }) => role !== "root" || members.length === 1)
    .map(({ name, dir }) => ({ name, dir }));
  return {
    id: "licences",
    title: "looking at licences",
    command: toProve(workspace, "licences"),
    builtIn: { kind: "licences", published, policy: toLicencePolicy(licences) },
    cwd: ".",
    owner: "Owner",
    ...gateDefaults,
    output: "full",
  };
}

/** How a gate without a program of its own is run by itself. */
function toProve(workspace: Workspace, id: string): readonly string[] {
  return ownProgram(workspace, ["releaser", "prove", "HEAD", "--gate", id]);
}

/** Contracts that no script validates are validated here. */
function toBuiltIn(workspace: Workspace, script: Script, exists: GateTools["exists"]): Gate | undefined {
  if (script !== contracts || !exists(`${sentinelDir}/contracts`)) return undefined;
  const { id, dir, title, owner, output = "tail" } = script;
  return {
    id,
    title,
    command: toProve(workspace, id),
    builtIn: { kind: "contracts" },
    cwd: dir,
    owner,
    ...gateDefaults,
    output,
  };
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
