import { existsSync } from "node:fs";
import { join } from "node:path";
import { commandOf, discoverGates, type Gate } from "@releaser/gates";
import type { PipelineFacts, PipelineGate } from "@releaser/workflows";
import type { Workspace } from "@releaser/core";
import { runsConfig } from "../config/runs-config.ts";
import type { Repository } from "../context.ts";
import { branchOf, readTree } from "../release/read-state.ts";
import { nodeMajor } from "./node-major.ts";
import { managerVersion } from "./manager-version.ts";

/** What the repository and its configuration say of the pipeline. Writes nothing and asks nobody. Throws `E_GATES_CONFIG`. */
export async function readFacts(context: Repository): Promise<PipelineFacts> {
  return toFacts(context, { workspace: readTree(context).workspace, runsConfig: await runsConfig(context) });
}

export interface FactsOptions {
  readonly workspace: Workspace;
  /** Whether the configuration has to be run to be known. */
  readonly runsConfig: boolean;
}

/** The same for a workspace that is read already. */
export function toFacts(context: Repository, { workspace, runsConfig: runs }: FactsOptions): PipelineFacts {
  const { config, root } = context;
  const { pipeline = {}, announce = {}, containers = [], page } = config;
  return {
    branch: branchOf(context, workspace),
    trainTag: config.train === false ? undefined : "vX.Y.Z",
    packageTags: config.packageTags !== false,
    packageManager: workspace.packageManager ?? "npm",
    packageManagerVersion: managerVersion(workspace),
    locked: workspace.lockfile !== undefined,
    node: String(pipeline.node ?? nodeMajor(workspace)),
    runner: pipeline.runner ?? "ubuntu-24.04",
    targets: targetsOf(workspace, config),
    images: containers.map(({ image }) => image),
    page: page?.kind ?? "none",
    gates: readGates(context, workspace),
    nx: existsSync(join(root, "nx.json")),
    sentinel: workspace.members.some(({ dir }) => dir === ".sentinel"),
    environments: {
      signing: pipeline.environments?.signing ?? "signing",
      publishing: pipeline.environments?.publishing ?? "publishing",
    },
    allowedSigners: config.allowedSigners ?? ".github/allowed_signers",
    told: [
      announce.comments === true ? (["comments"] as const) : [],
      announce.discussion ? (["discussion"] as const) : [],
    ].flat(),
    webhook: announce.webhook?.env,
    runsConfig: runs,
  };
}

/** Public packages go to a registry and, where there is a release page, lie there as tarballs too. */
function targetsOf(workspace: Workspace, { page, containers = [] }: Repository["config"]): PipelineFacts["targets"] {
  const skipped = workspace.changesets?.skipped ?? new Set<string>();
  const isPublic = workspace.members.some(
    ({ name, private: hidden, version, role }) =>
      !hidden && version !== undefined && !skipped.has(name) && (role !== "root" || workspace.members.length === 1),
  );
  return [
    isPublic ? (["npm"] as const) : [],
    isPublic && page !== undefined ? (["tarball"] as const) : [],
    containers.length > 0 ? (["container"] as const) : [],
  ].flat();
}

function readGates({ config, root }: Repository, workspace: Workspace): readonly PipelineGate[] {
  const exists = (path: string): boolean => existsSync(join(root, path));
  return discoverGates({ workspace, config: config.gates ?? {}, licences: config.licences, exists }).map(
    toPipelineGate,
  );
}

function toPipelineGate(gate: Gate): PipelineGate {
  const { id, title, owner, after, timeout, retries, skip } = gate;
  const command = commandOf(gate);
  return { id, title, command, owner, after, timeout, retries, ...(skip !== undefined && { skip }) };
}
