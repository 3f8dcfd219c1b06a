import type { PipelineFacts } from "../facts.ts";

/** Whether there is anything to publish beside the release page. */
export function publishes({ targets }: Pick<PipelineFacts, "targets">): boolean {
  return targets.includes("npm") || targets.includes("container");
}
