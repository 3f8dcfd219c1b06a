import { setTimeout } from "node:timers/promises";
import type { PostTasksExecution, PostTasksExecutionContext } from "@nx/devkit";
import { rootProject } from "./infer-targets.ts";

/** Prints what `//:release` said, which `nx run-many` keeps to itself where a task succeeds. Under the nx daemon there is nothing to print to. */
export const postTasksExecution: PostTasksExecution = async (_, context) => {
  const status = hiddenStatus(context, process.env);
  if (status === undefined) return;
  await new Promise<void>((resolve) => void process.stdout.write(`\n${status.trim()}\n`, () => resolve()));
  // Plugins write to nx through a pipe that nx does not drain before it exits.
  await setTimeout(100);
};

/** The output of the root's release, where it succeeded and the output style of the run left it out. */
export function hiddenStatus(
  { argv, taskResults }: Pick<PostTasksExecutionContext, "argv" | "taskResults">,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const collapses = argv.includes("run-many") || argv.includes("affected");
  const styled = env["NX_DEFAULT_OUTPUT_STYLE"] ?? argv.find((word) => /^--(?:output-?style|verbose)\b/iu.test(word));
  const result = taskResults[`${rootProject}:release`];
  return collapses && styled === undefined && result?.status === "success" ? result.terminalOutput : undefined;
}
