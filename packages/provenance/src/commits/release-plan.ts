import { isCapsuleId, splitStated, type Trailer, trailerValues } from "@releaser/core";
import { hasDecision, type Ledger } from "../ledger/ledger.ts";
import { intentTrailers, type Producer, producerTrailers } from "./plan-trailers.ts";

/** The ledger and its archive. */
export type KnownDecisions = readonly Ledger[];

/** The part of a Changesets release plan that messages are made of; the same in Changesets 2 and 3. */
export interface BareReleasePlan {
  readonly changesets: readonly { readonly id: string; readonly summary: string }[];
  readonly releases: readonly BareRelease[];
}

export interface BareRelease {
  readonly name: string;
  readonly type: string;
  readonly oldVersion: string | undefined;
  readonly newVersion: string | undefined;
}

/** Whatever a release plan is given as, with what cannot be read left out. */
export function toBareReleasePlan(given: unknown): BareReleasePlan {
  return {
    changesets: members(given, "changesets").map((changeset) => ({
      id: text(changeset, "id") ?? "",
      summary: text(changeset, "summary") ?? "",
    })),
    releases: members(given, "releases").map((release) => ({
      name: text(release, "name") ?? "",
      type: text(release, "type") ?? "none",
      oldVersion: text(release, "oldVersion"),
      newVersion: text(release, "newVersion"),
    })),
  };
}

/**
 * The trailers that a release plan alone gives. A decision counts when the ledger knows it, a capsule when it has a
 * capsule's form, and the train only when its version is one that this release brings about.
 */
export function releasePlanTrailers(
  plan: BareReleasePlan,
  options: Producer & { readonly knows: KnownDecisions; readonly trainVersion: string | undefined },
): readonly Trailer[] {
  const { trainVersion } = options;
  const released = plan.releases.some(({ type, newVersion }) => type !== "none" && newVersion === trainVersion);
  return [
    ...(trainVersion !== undefined && released ? [{ key: "Release-Train", value: `v${trainVersion}` }] : []),
    ...intentOf(plan.changesets, options.knows),
    ...producerTrailers(options),
  ];
}

/** `Decision-ID` and `Related-Capsule` of changesets, each once, sorted. */
export function intentOf(changesets: BareReleasePlan["changesets"], knows: KnownDecisions): readonly Trailer[] {
  const stated = changesets.flatMap(({ summary }) => splitStated(summary).trailers);
  return intentTrailers({
    decisions: distinct(trailerValues(stated, "Decision-ID").filter((id) => hasDecision(knows, id))),
    capsules: distinct(trailerValues(stated, "Related-Capsule").filter(isCapsuleId)),
  });
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)].toSorted();
}

function members(given: unknown, key: string): readonly unknown[] {
  const value = property(given, key);
  return Array.isArray(value) ? value : [];
}

function text(given: unknown, key: string): string | undefined {
  const value = property(given, key);
  return typeof value === "string" ? value : undefined;
}

function property(given: unknown, key: string): unknown {
  return typeof given === "object" && given !== null && Object.hasOwn(given, key) ? Reflect.get(given, key) : undefined;
}
