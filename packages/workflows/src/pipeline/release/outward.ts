import type { PipelineFacts } from "../facts.ts";
import type { Job, Permission, Step } from "../pipeline.ts";
import { taggedByNow, untagged } from "./conditions.ts";
import { takeOver } from "./crossing.ts";
import { imageEnv, imagePermissions, imageSteps } from "./images.ts";
import { packedCrossing } from "./inward.ts";
import { portable, statedOnly, withTool } from "./tool.ts";

const minutes = 30;

/** A draft is shown to whoever may write, and to nobody else. */
const draftPermission: Permission = { scope: "contents", access: "write", reason: "the draft of the release page" };

/** A draft with every byte, so that they are durable before anything is public. */
export function stagedJob(facts: PipelineFacts): Job {
  return {
    id: "staged",
    name: "staged",
    purpose: "puts the packed bytes into a draft of the release page",
    needs: ["tool", "look", "packed"],
    if: untagged,
    permissions: [draftPermission, ...imagePermissions(facts)],
    timeoutMinutes: minutes,
    outputs: { checksums: "${{ steps.publish.outputs.checksums }}" },
    steps: [
      ...withTool(facts),
      ...takeOver(packedCrossing, "."),
      ...imageSteps(facts),
      publishStep(facts, { to: "staged", env: imageEnv(facts) }),
    ],
  };
}

/** The job of the signing key: it signs the digest that the job before it staged, and no other. */
export function taggedJob(facts: PipelineFacts): Job {
  return {
    id: "tagged",
    name: "tagged",
    purpose: "signs the tags and pushes them: from here on the bytes are settled",
    needs: ["tool", "look", "staged"],
    if: untagged,
    environment: facts.environments.signing,
    permissions: [{ ...draftPermission, reason: "the tags, and the draft of the release page" }],
    timeoutMinutes: minutes,
    outputs: { checksums: "${{ steps.publish.outputs.checksums }}" },
    steps: [
      ...withTool(facts),
      publishStep(facts, {
        to: "tagged",
        checksums: "${{ needs.staged.outputs.checksums }}",
        env: { RELEASER_SIGNING_KEY: "${{ secrets.RELEASER_SIGNING_KEY }}" },
      }),
    ],
  };
}

/**
 * The only job that can say who it is. What it runs was installed without scripts and is checked by its digest; what it publishes was
 * packed elsewhere, and its checksums are those that the tag signs.
 */
export function publishedJob(facts: PipelineFacts): Job {
  const isNpm = facts.targets.includes("npm");
  return {
    id: "published",
    name: "published",
    purpose: `publishes the packed bytes${isNpm ? ", as the identity that npm trusts" : ""}; runs nothing of the repository`,
    needs: ["tool", "look", "tagged"],
    if: taggedByNow,
    environment: facts.environments.publishing,
    permissions: [
      draftPermission,
      ...(isNpm ? [{ scope: "id-token", access: "write", reason: "trusted publishing to npm" } as const] : []),
      ...imagePermissions(facts),
    ],
    timeoutMinutes: 60,
    steps: [
      ...withTool(facts),
      ...imageSteps(facts),
      publishStep(facts, { to: "published", checksums: "${{ needs.tagged.outputs.checksums }}", env: imageEnv(facts) }),
    ],
  };
}

interface Publishing {
  readonly to: "published" | "staged" | "tagged";
  /** An expression for the SHA-256 that the checksum file has to have; empty where another run tagged the release. */
  readonly checksums?: string;
  readonly env?: Readonly<Record<string, string>>;
}

function publishStep(facts: PipelineFacts, { to, checksums, env }: Publishing): Step {
  return {
    id: "publish",
    name: `Bring the release to ${to}`,
    env: {
      GITHUB_TOKEN: "${{ github.token }}",
      KEY: "${{ needs.look.outputs.key }}",
      ...(checksums !== undefined && { CHECKSUMS: checksums }),
      ...env,
    },
    run: [
      `${portable} publish "$KEY" --to ${to} --outward --prepacked`,
      checksums === undefined ? "" : ' "$CHECKSUMS"',
      statedOnly(facts),
    ].join(""),
  };
}
