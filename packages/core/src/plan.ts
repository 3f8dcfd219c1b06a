import { digestOf } from "./canonical-json.ts";

export type Bump = "major" | "minor" | "none" | "patch";

/** Why a release moves; each is one step of the chain that `releaser why` prints. */
export type Cause =
  | { readonly kind: "changeset"; readonly id: string }
  | { readonly kind: "dependency"; readonly of: string; readonly range: string; readonly field: string }
  | { readonly kind: "fixed"; readonly group: readonly string[]; readonly by: string }
  | { readonly kind: "linked"; readonly group: readonly string[]; readonly by: string }
  | { readonly kind: "peer"; readonly of: string; readonly range: string };

export interface PlannedRelease {
  readonly name: string;
  /** Relative to the workspace root; null where the planner names a package that has no folder. */
  readonly dir: string | null;
  readonly private: boolean;
  readonly from: string | null;
  readonly to: string | null;
  readonly bump: Bump;
  readonly causes: readonly Cause[];
}

export interface PlannedChangeset {
  readonly id: string;
  readonly summary: string;
  readonly releases: readonly { readonly name: string; readonly type: Bump }[];
  readonly decisions: readonly string[];
  readonly capsules: readonly string[];
}

export interface PlannedTrain {
  readonly from: string;
  readonly to: string;
  readonly bump: Bump;
  readonly tag: string;
  readonly owner: string;
}

/** The document `release-plan.v1`: `release/plan.json` and `releaser plan --json`. */
export interface Plan {
  readonly schema: "release-plan.v1";
  /** The train's version, or `r-<12 hex of the digest>` where there is no train. */
  readonly key: string;
  readonly train: PlannedTrain | null;
  readonly branch: string;
  readonly planner: { readonly name: string; readonly version: string; readonly from: "bundled" | "workspace" };
  /** What packs the tarballs, for example `pnpm`. */
  readonly packer: string;
  readonly releases: readonly PlannedRelease[];
  readonly changesets: readonly PlannedChangeset[];
  readonly decisions: readonly string[];
  readonly capsules: readonly string[];
  /** Who computed the plan, for example `releaser@0.1.0`. */
  readonly producer: string;
  /** The way back, one command a line, for a person; written down before anything is outward. */
  readonly rollback: readonly string[];
  readonly digest: string;
}

/** A release that changes a version. */
export type MovingRelease = PlannedRelease & { readonly from: string; readonly to: string; readonly dir: string };

/** Whether a release moves: another bump than `none`, with both versions known. */
export function moves(release: PlannedRelease): release is MovingRelease {
  return release.bump !== "none" && release.to !== null && release.from !== null && release.dir !== null;
}

/** The releases that a registry will see, in the plan's order. */
export function publicReleases(plan: Plan): readonly MovingRelease[] {
  return plan.releases.filter((release) => moves(release)).filter((release) => !release.private);
}

const digestFree: ReadonlySet<string> = new Set(["digest", "key", "rollback"]);

/**
 * SHA-256 in hex over the canonical JSON of what identifies the release: everything but the digest, the way back and
 * where the planner was found. The key stays out where it is made from the digest itself, and is covered by the train otherwise.
 */
export function digestPlan(plan: Omit<Plan, "digest">): string {
  const { from: _, ...planner } = plan.planner;
  const identity = Object.entries(plan).filter(([key]) => !digestFree.has(key));
  return digestOf({ ...Object.fromEntries(identity), planner });
}

/** The plan with its digest, and with the key that follows from it where there is no train. */
export function sealPlan(plan: Omit<Plan, "digest" | "key" | "schema">): Plan {
  const open = { schema: "release-plan.v1", key: plan.train?.to ?? "", ...plan } as const;
  const digest = digestPlan(open);
  return { ...open, key: plan.train?.to ?? `r-${digest.slice(0, 12)}`, digest };
}
