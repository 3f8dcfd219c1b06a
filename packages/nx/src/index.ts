export { createNodes } from "./create-nodes.ts";
export { inferTargets, rootProject, type InferredProject } from "./infer-targets.ts";
export { packProjects, type PackedProject, type PackProjectsOptions } from "./tarballs/pack-projects.ts";
export { postTasksExecution } from "./post-tasks-execution.ts";

/** Name of the plugin, as nx shows it. */
export const name = "@releaser/nx";
