import type { Workspace } from "@releaser/core";
import type { Context } from "../context.ts";
import { readFacts } from "../pipeline/read-facts.ts";
import { branchOf } from "../release/read-state.ts";
import type { Check } from "./check.ts";
import { gitHubChecks } from "./github-checks.ts";
import { registryChecks } from "./registry-checks.ts";
import { repositoryChecks } from "./repository-checks.ts";
import { signingChecks } from "./signing-checks.ts";
import { toPipeline } from "@releaser/workflows";
import { workflowChecks } from "./workflow-checks.ts";
import { toolChecks } from "./tool-checks.ts";

/**
 * Everything that a real release needs, in the order in which people would see to it. Programs are looked for in the environment
 * that the command was started with: on the PATH of the context, Releaser stands in for a pnpm that is not here.
 */
export async function toChecks(
  context: Context,
  workspace: Workspace,
  started: Context["env"],
): Promise<readonly Check[]> {
  const branch = branchOf(context, workspace);
  const { github: client } = context;
  const pipeline = toPipeline(await readFacts(context));
  const environments = Object.values(pipeline.facts.environments);
  return [
    ...toolChecks({ ...context, env: started }, workspace.packageManager ?? "npm"),
    ...repositoryChecks({ context, workspace, branch }),
    ...signingChecks({ context, branch }),
    ...registryChecks(context, workspace),
    ...(client === undefined
      ? []
      : [
          ...workflowChecks(context, pipeline),
          ...gitHubChecks({ client, branch, tag: nextTag(workspace), environments }),
        ]),
  ];
}

/** A tag that is surely none yet; where there is no train, that of a package would do as well. */
function nextTag({ train }: Workspace): string {
  const [major = "0"] = (train?.version ?? "0").split(".");
  return `v${Number(major) + 1}.0.0`;
}
