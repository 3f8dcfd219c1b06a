import type { PipelineFacts } from "../facts.ts";
import type { Job, Permission } from "../pipeline.ts";
import { readsCode } from "../permissions.ts";
import { taggedByNow, wentWell } from "./conditions.ts";
import { publishes } from "./publishes.ts";
import { portable, statedOnly, withTool } from "./tool.ts";

/** Downloaded again, installed and tried, then made public, last. */
export function announceJob(facts: PipelineFacts): Job {
  const before = publishes(facts) ? "published" : "tagged";
  return {
    id: "announce",
    name: "announce",
    purpose: "downloads everything again, runs the smoke, makes the release page public and files the records",
    needs: ["tool", "look", before],
    if: before === "published" ? wentWell("published") : taggedByNow,
    permissions: announcePermissions(facts),
    timeoutMinutes: 60,
    steps: [
      ...withTool(facts),
      {
        name: "Verify and announce",
        env: {
          GITHUB_TOKEN: "${{ github.token }}",
          KEY: "${{ needs.look.outputs.key }}",
          ...(facts.webhook !== undefined && { [facts.webhook]: `\${{ secrets.${facts.webhook} }}` }),
        },
        run: `${portable} announce "$KEY" --outward${statedOnly(facts)}`,
      },
    ],
  };
}

function announcePermissions({ told = [] }: PipelineFacts): readonly Permission[] {
  return [
    { scope: "contents", access: "write", reason: "the release page, and the records on the branch" },
    { scope: "pull-requests", access: "write", reason: "the records, where the branch takes no push" },
    ...(told.includes("comments")
      ? [{ scope: "issues", access: "write", reason: "the comments that tell of the release" } as const]
      : []),
    ...(told.includes("discussion")
      ? [{ scope: "discussions", access: "write", reason: "the discussion of the release" } as const]
      : []),
  ];
}

/** From outside: what anybody can see, without a secret. */
export function verifyJob(facts: PipelineFacts): Job {
  return {
    id: "verify",
    name: "verify",
    purpose: "downloads and compares everything once more, as anybody can",
    needs: ["tool", "look", "announce"],
    if: wentWell("announce"),
    permissions: [readsCode],
    timeoutMinutes: 30,
    steps: [
      ...withTool(facts),
      {
        name: "Verify",
        env: { GITHUB_TOKEN: "${{ github.token }}", KEY: "${{ needs.look.outputs.key }}" },
        run: `${portable} verify "$KEY"${facts.runsConfig === true ? " --run-config" : ""}`,
      },
    ],
  };
}
