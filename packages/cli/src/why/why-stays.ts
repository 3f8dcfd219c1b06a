import type { Plan, Workspace } from "@releaser/core";

/** Why a package does not move in a plan, as a clause: `no changeset names it, and none of its dependencies and peers leaves its range`. */
export function whyStays(
  name: string,
  { workspace, plan }: { readonly workspace: Workspace; readonly plan: Plan },
): string {
  const skipped = whySkipped(name, workspace);
  if (skipped !== undefined) return skipped;
  const named = plan.changesets.filter(({ releases }) => releases.some((release) => release.name === name));
  const ids = named.map(({ id }) => `\`${id}\``).join(", ");
  const asked =
    ids === ""
      ? "no changeset names it"
      : `${ids} ${named.length === 1 ? "names" : "name"} it and ${named.length === 1 ? "asks" : "ask"} for nothing`;
  return `${asked}, and none of its dependencies and peers leaves its range`;
}

function whySkipped(name: string, { changesets, packages }: Workspace): string | undefined {
  if (changesets?.skipped.has(name) !== true) return undefined;
  if (changesets.config.ignore.includes(name)) return "Changesets skips it, because the configuration ignores it";
  return packages.get(name)?.version === undefined
    ? "Changesets skips it, because it states no version"
    : "Changesets skips it, because it is private and privatePackages.version is off";
}
