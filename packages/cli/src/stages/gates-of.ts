import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  discoverGates,
  type Gate,
  type GateMoment,
  gateResource,
  type GateResourceOptions,
  openEvidence,
} from "@releaser/gates";
import type { Git, ReconcileEvent, Resource } from "@releaser/core";
import { failures } from "../failures.ts";
import { once } from "../once.ts";
import { ensureOwnFolder } from "../release/own-folder.ts";
import { judge, readTree, refuseSkew } from "../release/read-state.ts";
import type { Release } from "../release/release.ts";
import type { Train } from "../release/train.ts";
import { pastEvidence } from "./past-evidence.ts";

/** A commit to prove, of a release or of none. */
export interface Proving extends Pick<Train, "context" | "git" | "prepare" | "workspace"> {
  /** The key names what is told of it. */
  readonly release: Pick<Release, "checkout" | "commit" | "key">;
}

/** Where the evidence of a commit lies. */
export function evidenceFile({ context, release }: EvidenceOf): string {
  return join(ensureOwnFolder(context, "evidence"), `${release.commit}.json`);
}

interface EvidenceOf {
  readonly context: Train["context"];
  readonly release: Pick<Release, "commit">;
}

/** That no versions disagree in the checkout; throws `E_SKEW` where some do. */
export function skewResource({ context, release }: Pick<Proving, "context" | "release">): Resource {
  return {
    id: `skew:${release.key}`,
    stage: "proven",
    title: "looking for version skew",
    observe: async () => {
      const report = judge(context, readTree(context, release.checkout), { scope: "tree" });
      refuseSkew(report);
      return { is: "equal", seen: report };
    },
    apply: () => Promise.resolve(),
    describe: () => "every version agrees",
  };
}

/** The gates of a commit, or one of them. Throws `E_GATES_CONFIG`, and `E_USAGE` where there is no such gate. */
export async function gatesOf(proving: Proving, only?: string): Promise<readonly Resource[]> {
  const { context, release, workspace, git } = proving;
  const all = discoverGates({
    workspace,
    config: context.config.gates ?? {},
    licences: context.config.licences,
    exists: (path) => existsSync(join(release.checkout, path)),
  });
  const gates = only === undefined ? all : all.filter(({ id }) => id === only);
  if (only !== undefined && gates.length === 0) {
    const known = all.map(({ id }) => id).join(", ");
    throw failures.E_USAGE({ message: `there is no gate ${only}; there ${known === "" ? "is none" : `are ${known}`}` });
  }
  const identity = { commit: release.commit, tree: await git.text(["rev-parse", `${release.commit}^{tree}`]) };
  // One for all, because it writes what one gate after the other has to say.
  const evidence = openEvidence(evidenceFile(proving), identity);
  const past = once(async () => await pastEvidence(context, release.commit));
  return gates.map((gate) => toResource(proving, gate, { evidence, past }));
}

function toResource(
  { context, release, prepare, git }: Proving,
  gate: Gate,
  known: Pick<GateResourceOptions, "evidence" | "past">,
): Resource {
  const runs = context.installed || gate.builtIn?.kind === "contracts";
  const resource: Resource = gateResource({
    gate: runs ? gate : { ...gate, skip: "dependencies are not installed" },
    root: release.checkout,
    ...known,
    changed: async () => await changedSince(git.in(release.checkout), release.commit),
    exec: context.exec,
    clock: context.clock,
    env: context.env,
    signal: context.signal,
    log: ensureOwnFolder(context, "logs", release.key),
    tell: (moment) => context.report(toEvent(gate, moment)),
  });
  return gate.builtIn?.kind === "contracts" ? resource : prepared(resource, prepare);
}

/** Tracked files of a checkout that are not what the commit has. */
async function changedSince(git: Git, commit: string): Promise<readonly string[]> {
  const said = await git.text(["diff", "--name-only", "-z", commit, "--"]);
  return said.split("\0").filter(Boolean);
}

function toEvent({ id, title, retries }: Gate, moment: GateMoment): ReconcileEvent {
  if (moment.type === "done") return { type: "done", id: `gate:${id}` };
  const again = moment.attempt === 1 ? "" : `, try ${moment.attempt} of ${retries + 1}`;
  return { type: "begun", id: `gate:${id}`, title: `${title}${again}` };
}

function prepared(resource: Resource, prepare: () => Promise<void>): Resource {
  return {
    ...resource,
    apply: async (seen) => {
      await prepare();
      await resource.apply(seen);
    },
  };
}
