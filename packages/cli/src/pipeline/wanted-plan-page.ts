import { type Pipeline, planPageFile, planPageResource, renewPlanPage } from "@releaser/workflows";
import type { WantedFile } from "./bring-files.ts";

/** The standing plan of a pipeline as a file. */
export function wantedPlanPage(pipeline: Pipeline): WantedFile {
  return {
    file: planPageFile,
    resource: (edges) => planPageResource(pipeline, edges),
    render: (before) => renewPlanPage(pipeline, before),
  };
}
