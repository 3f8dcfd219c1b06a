export * from "./action.ts";
export * from "./common-actions.ts";
export * from "./evaluate.ts";
export * from "./event.ts";
export * from "./run-files.ts";
export * from "./run-options.ts";
export * from "./run-workflow.ts";
export * from "./workflow-run.ts";
