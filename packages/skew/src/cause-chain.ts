import type { Cause, PlannedRelease } from "@releaser/core";

/** Why a release moves, from one of its causes step by step back to a changeset: `peer host 2.0.0 ← changeset brave-owls`. */
export function causeChain(releases: ReadonlyMap<string, PlannedRelease>, name: string, first: Cause): string {
  const steps: string[] = [];
  const passed = new Set([name]);
  let cause: Cause | undefined = first;
  while (cause !== undefined) {
    const to = towards(cause);
    steps.push(renderCause(cause, to === undefined ? undefined : releases.get(to)));
    cause = to === undefined || passed.has(to) ? undefined : releases.get(to)?.causes[0];
    if (to !== undefined) passed.add(to);
  }
  return steps.join(" ← ");
}

function towards(cause: Cause): string | undefined {
  if (cause.kind === "changeset") return undefined;
  return cause.kind === "fixed" || cause.kind === "linked" ? cause.by : cause.of;
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
