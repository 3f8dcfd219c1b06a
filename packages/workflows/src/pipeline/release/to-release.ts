import type { PipelineFacts } from "../facts.ts";
import type { Job, Workflow } from "../pipeline.ts";
import { announceJob, verifyJob } from "./afterwards.ts";
import { lookJob, packedJob } from "./inward.ts";
import { publishedJob, stagedJob, taggedJob } from "./outward.ts";
import { publishes } from "./publishes.ts";
import { toolJob } from "./tool.ts";

/**
 * What carries a release out: the one that the branch holds and that is not finished. Each job does what is missing on the way to
 * its state, so a run that stopped anywhere is finished by the next one. Without a release page nothing would keep the packed bytes,
 * and nothing goes outward.
 */
export function toRelease(facts: PipelineFacts): Workflow {
  return {
    file: ".github/workflows/release.yml",
    name: "release",
    purpose: "carries out the release that the branch holds, until it is finished",
    trigger: {
      on: { push: { branches: [facts.branch] }, workflow_dispatch: {} },
      words: [`a push to ${facts.branch}`, "a person"],
    },
    concurrency: { group: "release", cancelInProgress: false },
    jobs: [toolJob(facts), lookJob(facts), packedJob(facts), ...outwardJobs(facts)],
  };
}

function outwardJobs(facts: PipelineFacts): readonly Job[] {
  if (facts.page === "none") return [];
  return [
    stagedJob(facts),
    taggedJob(facts),
    ...(publishes(facts) ? [publishedJob(facts)] : []),
    announceJob(facts),
    verifyJob(facts),
  ];
}
