import type { PipelineFacts } from "../facts.ts";
import { readsCode } from "../permissions.ts";
import type { Job } from "../pipeline.ts";
import { untagged } from "./conditions.ts";
import { type Crossing, crossingOutput, handOver } from "./crossing.ts";
import { portable, statedOnly, withDependencies, withTool } from "./tool.ts";

/** Which release is unfinished, if any, and whether its tag is there already. */
export function lookJob(facts: PipelineFacts): Job {
  return {
    id: "look",
    name: "look",
    purpose: "says whether the branch holds a release that is not finished, and how far it is",
    needs: ["tool"],
    permissions: [{ ...readsCode, reason: "the checkout, and pages that are public" }],
    timeoutMinutes: 15,
    outputs: {
      key: "${{ steps.status.outputs.key }}",
      unfinished: "${{ steps.status.outputs.unfinished }}",
      tagged: "${{ steps.status.outputs.tagged }}",
    },
    steps: [
      ...withTool(facts),
      {
        id: "status",
        name: "Look where the release stands",
        env: { GITHUB_TOKEN: "${{ github.token }}" },
        run: `${portable} status${statedOnly(facts)}`,
      },
    ],
  };
}

/** What the job that packs hands over: the tarballs with their records, and the evidence of the gates. */
export const packedCrossing: Crossing = {
  name: "packed",
  from: "packed",
  holds: [".releaser/.gitignore", ".releaser/packed", ".releaser/evidence"],
};

/** The only job of a release that runs what the repository says. It has no secret, and its token only reads. */
export function packedJob(facts: PipelineFacts): Job {
  return {
    id: "packed",
    name: "packed",
    purpose: "runs the gates on the release's commit, builds and packs; nothing of it is outward",
    needs: ["tool", "look"],
    if: untagged,
    permissions: [readsCode],
    timeoutMinutes: gateMinutes(facts) + 30,
    outputs: crossingOutput,
    artifacts: [packedCrossing.name],
    steps: [
      ...withDependencies(facts),
      {
        name: "Prove and pack",
        env: { GITHUB_TOKEN: "${{ github.token }}", KEY: "${{ needs.look.outputs.key }}" },
        run: `${portable} publish "$KEY" --to packed`,
      },
      ...handOver(packedCrossing),
    ],
  };
}

/** As if no two gates ran at once. */
function gateMinutes({ gates }: PipelineFacts): number {
  const minutes = gates.map(({ timeout, retries }) => (timeout / 60_000) * (retries + 1));
  // GitHub ends a job after six hours.
  return Math.min(300, Math.ceil(minutes.reduce((sum, one) => sum + one, 0)));
}
