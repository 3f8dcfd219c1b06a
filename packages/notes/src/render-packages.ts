import { type Cause, toCellCode } from "@releaser/core";
import { isTold, type ReleaseContent, type ToldRelease } from "./release-content.ts";

/** The table of all packages that move: from which version to which, and why; also the home of bumps that only follow a dependency. */
export function renderPackages({ releases, train }: ReleaseContent): string {
  const alone = train === null ? "without a changeset" : "moves with the train";
  const rows = releases.filter(isTold).map((release) => renderRow(release, alone));
  return rows.length === 0
    ? "No package moves."
    : ["| package | from → to | why |", "| --- | --- | --- |", ...rows].join("\n");
}

function renderRow({ name, from, to, causes, private: kept }: ToldRelease, alone: string): string {
  const title = `${toCellCode(name)}${kept ? " (private)" : ""}`;
  return `| ${title} | ${from ?? "new"} → ${to} | ${renderCauses(causes) || alone} |`;
}

function renderCauses(causes: readonly Cause[]): string {
  const changes = causes.filter(({ kind }) => kind === "changeset").length;
  const own = changes === 0 ? [] : [changes === 1 ? "1 change" : `${changes} changes`];
  const others = causes.flatMap((cause) => renderCause(cause) ?? []);
  return [...own, ...new Set(others)].join("; ");
}

function renderCause(cause: Cause): string | undefined {
  switch (cause.kind) {
    case "changeset":
      return undefined;
    case "dependency":
      return `depends on ${toCellCode(cause.of)}`;
    case "peer":
      return `peer of ${toCellCode(cause.of)}`;
    case "fixed":
      return `one version with ${toCellCode(cause.by)}`;
    case "linked":
      return `linked with ${toCellCode(cause.by)}`;
  }
}
