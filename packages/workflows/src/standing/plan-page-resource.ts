import type { Resource } from "@releaser/core";
import { type FileChange, type FileEdges, fileResource } from "../file-resource.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import { planPageFile, renewPlanPage } from "./plan-page.ts";

/** WIRED: the standing plan tells of the pipeline, with what people wrote and the last release in it as they stand. Its observation throws `E_PLAN_PAGE`. */
export function planPageResource(pipeline: Pipeline, edges: FileEdges): Resource<FileChange> {
  return fileResource({ ...edges, file: planPageFile, render: (before) => renewPlanPage(pipeline, before) });
}
