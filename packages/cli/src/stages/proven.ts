import { existsSync } from "node:fs";
import { parseEvidence } from "@releaser/gates";
import type { Observation, Resource } from "@releaser/core";
import { writeShared } from "../release/own-folder.ts";
import { settledPage } from "../release/page-of.ts";
import { downloadText } from "../release/page-text.ts";
import { assetNames } from "../release/release.ts";
import type { Train } from "../release/train.ts";
import { evidenceFile, gatesOf, skewResource } from "./gates-of.ts";

/** What proves a release, and the way to have in this checkout what its build makes. */
export interface Proof {
  readonly resources: readonly Resource[];
  /** Builds, unless the build's gate ran here: evidence of a checkout that is gone left nothing to pack. The gate is judged anew. */
  readonly build: () => Promise<void>;
}

/** PROVEN: no skew, and every gate passed for this very commit; or the one that is asked for. */
export async function proven(train: Train, gate?: string): Promise<Proof> {
  await adoptEvidence(train);
  const settled = settledBy(train);
  const gates = (await gatesOf(train, gate)).map((one) => withRuns(settled === undefined ? one : notRun(one, settled)));
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

/** Why gates are not run here; undefined where they are. */
function settledBy({ tagged, prepacked }: Train): string | undefined {
  if (tagged) return "ran before the tag was pushed";
  return prepacked === undefined ? undefined : "ran before the release was packed";
}

function notRun(resource: Resource, why: string): Resource {
  return {
    ...resource,
    observe: async (): Promise<Observation> => {
      const seen = await resource.observe();
      return seen.is === "absent" ? { is: "superseded", seen: undefined, why } : seen;
    },
  };
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
