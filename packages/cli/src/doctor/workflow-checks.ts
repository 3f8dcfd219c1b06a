import { failures, type Pipeline } from "@releaser/workflows";
import { type Observation, ReleaserError } from "@releaser/core";
import type { Context } from "../context.ts";
import { fileEdges } from "../pipeline/file-edges.ts";
import { wantedPlanPage } from "../pipeline/wanted-plan-page.ts";
import { wantedWorkflows } from "../pipeline/wanted-workflows.ts";
import type { Answer, Check } from "./check.ts";

interface Wanted {
  readonly file: string;
  readonly seen: Observation;
}

/** Whether the workflows, and the page that tells of them, are what the configuration says. */
export function workflowChecks({ root, configFile }: Context, pipeline: Pipeline): readonly Check[] {
  const wanted = [...wantedWorkflows(pipeline, configFile), wantedPlanPage(pipeline)];
  const edges = fileEdges(root);
  return [
    {
      id: "workflows:current",
      title: "comparing the workflows with the configuration",
      look: async () => {
        try {
          return judge(
            await Promise.all(
              wanted.map(async ({ file, resource }) => ({ file, seen: await resource(edges).observe() })),
            ),
          );
        } catch (error) {
          if (!(error instanceof ReleaserError)) throw error;
          const { what, who, next } = error.failure;
          return { is: "advised", note: what, who, next };
        }
      },
    },
  ];
}

function judge(wanted: readonly Wanted[]): Answer {
  const filesThat = (is: Observation["is"]): readonly string[] =>
    wanted.filter(({ seen }) => seen.is === is).map(({ file }) => file);
  const drifted = filesThat("different");
  if (drifted.length > 0) return { is: "missing", failures: [failures.E_WORKFLOW_DRIFT({ files: drifted }).failure] };
  const absent = filesThat("absent");
  return absent.length === 0
    ? { is: "sound", note: "what the configuration says" }
    : {
        is: "advised",
        note: `not here: ${absent.join(", ")}`,
        who: "you",
        next: "releaser wire, releaser plan --write",
      };
}
