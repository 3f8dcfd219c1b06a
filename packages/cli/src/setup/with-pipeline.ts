import { type Pipeline, toPipeline } from "@releaser/workflows";
import { ReleaserError } from "@releaser/core";
import { readWorkspaceWith } from "@releaser/workspace";
import { type FoundConfig, readConfig } from "../config/read-config.ts";
import type { Repository } from "../context.ts";
import { runsConfig } from "../config/runs-config.ts";
import type { WantedFile } from "../pipeline/bring-files.ts";
import { toFacts } from "../pipeline/read-facts.ts";
import { wantedPlanPage } from "../pipeline/wanted-plan-page.ts";
import { wantedWorkflows } from "../pipeline/wanted-workflows.ts";
import { realClock } from "../real-clock.ts";
import { workspaceOptions } from "../release/workspace-options.ts";
import type { SetupChoices } from "./choices.ts";
import type { SetupFacts } from "./facts.ts";
import { toConfig } from "./parts/releaser-config.ts";
import type { Setup, SetupChange } from "./setup.ts";
import { byFile } from "./to-setup.ts";

export interface PipelineOptions {
  readonly root: string;
  readonly facts: SetupFacts;
  readonly choices: SetupChoices;
}

/**
 * A set-up with the workflows, and the standing plan that tells people of them, as `wire` and `plan --write` would write them once
 * the rest is written. A workflow of people's own by one of these names is left alone, and then all are.
 */
export async function withPipeline(setup: Setup, options: PipelineOptions): Promise<Setup> {
  if (!options.choices.workflows) return setup;
  try {
    const { pipeline, configFile } = await readPipeline(setup, options);
    const { texts } = options.facts;
    const purposes = new Map(pipeline.workflows.map(({ file, purpose }) => [file, purpose]));
    const changes = [
      ...toNew(wantedWorkflows(pipeline, configFile), { texts, whyOf: (file) => purposes.get(file) ?? "" }),
      ...toNew([wantedPlanPage(pipeline)], { texts, whyOf: () => "what these workflows do, for people" }),
    ];
    return { ...setup, changes: [...setup.changes, ...changes].toSorted(byFile) };
  } catch (error) {
    if (!(error instanceof ReleaserError)) throw error;
    const { what } = error.failure;
    return { ...setup, notes: [...setup.notes, `no workflows yet: ${what}. Mend that, then \`releaser wire\``] };
  }
}

/** Of the repository as it is about to be. */
async function readPipeline(
  setup: Setup,
  { root, facts, choices }: PipelineOptions,
): Promise<{ readonly pipeline: Pipeline; readonly configFile: string | undefined }> {
  const { config, file: configFile } = await findConfig(root, facts, choices);
  const repository: Repository = { root, config, configFile, clock: realClock, engineRoot: root };
  const texts = new Map(setup.changes.map(({ file, after }) => [file, after]));
  const workspace = readWorkspaceWith(root, texts, workspaceOptions(repository));
  // Ours is never more than plain values.
  const runs = facts.configFile !== undefined && (await runsConfig(repository));
  return { pipeline: toPipeline(toFacts(repository, { workspace, runsConfig: runs })), configFile };
}

async function findConfig(root: string, facts: SetupFacts, choices: SetupChoices): Promise<FoundConfig> {
  if (facts.configFile !== undefined) return await readConfig(root);
  const config = toConfig(facts, choices);
  return config === undefined ? { config: {}, file: undefined } : { config, file: `releaser.config.${choices.config}` };
}

/** Nothing where one of the files is there: to renew it is for `wire` and `plan --write`. Throws what these would. */
function toNew(
  wanted: readonly WantedFile[],
  { texts, whyOf }: { readonly texts: SetupFacts["texts"]; readonly whyOf: (file: string) => string },
): readonly SetupChange[] {
  const changes = wanted.map(({ file, render }) => {
    const before = texts.get(file);
    return { file, before, after: render(before), why: whyOf(file) };
  });
  return changes.every(({ before }) => before === undefined) ? changes : [];
}
