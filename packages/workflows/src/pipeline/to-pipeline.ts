import { toCi } from "./ci/to-ci.ts";
import type { PipelineFacts } from "./facts.ts";
import type { Pipeline } from "./pipeline.ts";
import { toRelease } from "./release/to-release.ts";
import { toVersionPackages } from "./version-packages/to-version-packages.ts";

/** The pipeline that facts ask for: the same facts give the same workflows. */
export function toPipeline(facts: PipelineFacts): Pipeline {
  return { facts, workflows: [toCi(facts), toVersionPackages(facts), toRelease(facts)] };
}
