import { existsSync } from "node:fs";
import { join } from "node:path";
import { discoverGates, gateResource, openEvidence, parseEvidence } from "@releaser/gates";
import type { Observation, Resource } from "@releaser/core";
import { ensureOwnFolder, writeShared } from "../release/own-folder.ts";
import { settledPage } from "../release/page-of.ts";
import { downloadText } from "../release/page-text.ts";
import { judge, readTree, refuseSkew } from "../release/read-state.ts";
import { assetNames } from "../release/release.ts";
import type { Train } from "../release/train.ts";

/** What proves a release, and the way to have in this checkout what its build makes. */
export interface Proof {
  readonly resources: readonly Resource[];
  /** Builds, unless the build's gate ran here: evidence of a checkout that is gone left nothing to pack. The gate is judged anew. */
  readonly build: () => Promise<void>;
}

/** PROVEN: no skew, and every gate passed for this very commit. */
export async function proven(train: Train): Promise<Proof> {
  const gates = (await gateResources(train)).map((gate) => withRuns(gate));
  const skew = skewResource(train);
  const build = gates.find(({ resource }) => resource.id === "gate:build");
  return {
    resources: [skew, ...gates.map(({ resource }) => ({ ...resource, after: [skew.id, ...(resource.after ?? [])] }))],
    build: async () => {
      if (build !== undefined && !build.ran()) await build.resource.apply(await build.resource.observe());
    },
  };
}

function withRuns(resource: Resource): { readonly resource: Resource; readonly ran: () => boolean } {
  let ran = false;
  return {
    ran: () => ran,
    resource: {
      ...resource,
      apply: async (seen) => {
        await resource.apply(seen);
        ran = true;
      },
    },
  };
}

/** Where the evidence of a commit lies. */
export function evidenceFile(train: Pick<Train, "context" | "release">): string {
  return join(ensureOwnFolder(train.context, "evidence"), `${train.release.commit}.json`);
}

function skewResource({ context, release }: Train): Resource {
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

async function gateResources(train: Train): Promise<readonly Resource[]> {
  const { context, release, workspace, prepare } = train;
  await adoptEvidence(train);
  const tree = await train.git.text(["rev-parse", `${release.commit}^{tree}`]);
  const evidence = openEvidence(evidenceFile(train), { commit: release.commit, tree });
  const gates = discoverGates({
    workspace,
    config: context.config.gates ?? {},
    exists: (path) => existsSync(join(release.checkout, path)),
  });
  return gates.map((gate) => {
    const resource: Resource = gateResource({
      gate: context.installed ? gate : { ...gate, skip: "dependencies are not installed" },
      root: release.checkout,
      evidence,
      exec: context.exec,
      clock: context.clock,
      env: context.env,
      signal: context.signal,
      log: ensureOwnFolder(context, "logs", release.key),
    });
    const settled = settledBy(train);
    return settled === undefined
      ? prepared(resource, prepare)
      : { ...resource, observe: async () => await settledObservation(resource, settled) };
  });
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

/** Why gates are not run here; undefined where they are. */
function settledBy({ tagged, prepacked }: Train): string | undefined {
  if (tagged) return "ran before the tag was pushed";
  return prepacked === undefined ? undefined : "ran before the release was packed";
}

async function settledObservation(resource: Resource, why: string): Promise<Observation> {
  const seen = await resource.observe();
  return seen.is === "absent" ? { is: "superseded", seen: undefined, why } : seen;
}

/** The evidence that another machine left with the draft counts here: it is about the same commit. */
async function adoptEvidence(train: Train): Promise<void> {
  const file = evidenceFile(train);
  if (existsSync(file)) return;
  const { evidence } = assetNames(train.release.key);
  const text = await downloadText(train.page, await settledPage(train), evidence);
  if (text === undefined || parseEvidence(text)?.commit !== train.release.commit) return;
  writeShared(file, text);
}
