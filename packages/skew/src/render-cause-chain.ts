import { type Cause, causeChain, causeTarget, type PlannedRelease } from "@releaser/core";

/** Why a release moves, from one of its causes step by step back to a changeset: `peer host 2.0.0 ← changeset brave-owls`. */
export function renderCauseChain(releases: ReadonlyMap<string, PlannedRelease>, name: string, first: Cause): string {
  const steps = causeChain(releases, name, first).map((cause) =>
    renderCause(cause, releases.get(causeTarget(cause) ?? "")),
  );
  return steps.join(" ← ");
}

function renderCause(cause: Cause, release: PlannedRelease | undefined): string {
  switch (cause.kind) {
    case "changeset":
      return `changeset ${cause.id}`;
    case "dependency":
      return `dependency ${cause.of} ${release?.to ?? ""}`.trim();
    case "peer":
      return `peer ${cause.of} ${release?.to ?? ""}`.trim();
    case "fixed":
    case "linked":
      return `${cause.kind} with ${cause.by} ${release?.to ?? ""}`.trim();
  }
}
