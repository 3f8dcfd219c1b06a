import { type Bump, type Cause, causeSteps, moves, type Plan, type Workspace } from "@releaser/core";
import { renderMove, renderStep } from "./render-step.ts";
import { whyStays } from "./why-stays.ts";

/** The document `why.v1`. */
export interface WhyDocument {
  readonly schema: "why.v1";
  readonly package: string;
  /** Which plan it is about: what is pending, else what was applied last; `none` where neither is there. */
  readonly plan: {
    readonly state: "applied" | "none" | "pending";
    readonly key: string | null;
    readonly digest: string | null;
  };
  readonly moves: boolean;
  readonly from: string | null;
  readonly to: string | null;
  readonly bump: Bump;
  readonly steps: readonly WhyStep[];
  /** Why it moves without a step, or stays; null where the steps tell. */
  readonly reason: string | null;
}

export interface WhyStep {
  readonly package: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly bump: Bump;
  readonly cause: Cause;
  readonly sentence: string;
}

/** A plan and what became of it. */
export interface WhichPlan {
  readonly state: "applied" | "pending";
  readonly plan: Plan;
}

/** Why a package moves in a plan, or stays. */
export function toWhyDocument(name: string, workspace: Workspace, which: WhichPlan | undefined): WhyDocument {
  if (which === undefined) return toStaying(name, workspace, "nothing is pending, and no plan was applied yet");
  const { state, plan } = which;
  const releases = new Map(plan.releases.map((release) => [release.name, release]));
  const release = releases.get(name);
  const told = { state, key: plan.key, digest: plan.digest };
  if (release === undefined || !moves(release)) {
    return { ...toStaying(name, workspace, whyStays(name, { workspace, plan })), plan: told };
  }
  const { from, to, bump } = release;
  const steps = causeSteps(releases, name).map((step): WhyStep => ({
    package: step.release.name,
    from: step.release.from,
    to: step.release.to,
    bump: step.release.bump,
    cause: step.cause,
    sentence: renderStep(step, plan),
  }));
  const reason = steps.length > 0 ? null : `${renderMove(release)} because it leaves its prerelease.`;
  return { schema: "why.v1", package: name, plan: told, moves: true, from, to, bump, steps, reason };
}

function toStaying(name: string, { packages }: Workspace, why: string): WhyDocument {
  const version = packages.get(name)?.version ?? null;
  return {
    schema: "why.v1",
    package: name,
    plan: { state: "none", key: null, digest: null },
    moves: false,
    from: version,
    to: version,
    bump: "none",
    steps: [],
    reason: `${name} stays${version === null ? "" : ` at ${version}`}: ${why}.`,
  };
}
