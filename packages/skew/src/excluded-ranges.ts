import { type Dependency, type DependencyField, type Level, moves, type Package, type RuleInput } from "@releaser/core";
import { entriesOf } from "./entries.ts";
import { admits } from "./ranges.ts";
import { isVersioned } from "./versioned.ts";

/** An internal dependency whose range leaves out the version that its package has here. */
export interface Excluded {
  readonly pkg: Package;
  readonly dep: Dependency;
  readonly range: string;
  /** The version in the workspace. */
  readonly version: string;
  readonly sibling: Package;
  /** The version under which the pending plan puts both in agreement; undefined where it does not. */
  readonly planned: string | undefined;
}

/** Every excluded range of the fields, in the order of folders. */
export function excludedRanges(input: RuleInput, fields: readonly DependencyField[]): readonly Excluded[] {
  const found: Excluded[] = [];
  for (const { pkg, dep, sibling } of entriesOf(input.workspace).internal) {
    const { range } = dep;
    const { version } = sibling;
    if (range === undefined || version === undefined || !fields.includes(dep.field) || admits(range, version)) continue;
    found.push({ pkg, dep, range, version, sibling, planned: plannedAgreement(input, { dep, range }) });
  }
  return found;
}

/**
 * An error only where a release would carry the range: a range that admits what the pending plan makes is information, one
 * of devDependencies or of a package that no release versions (an example, the root) is a warning.
 */
export function levelOf(input: RuleInput, excluded: Excluded): Level {
  if (excluded.planned !== undefined) return "info";
  return excluded.dep.field !== "devDependencies" && isVersioned(input.workspace, excluded.pkg) ? "error" : "warning";
}

/** Only the range as written counts: what Changesets would rewrite silently is what somebody wrote and nobody meant. */
function plannedAgreement(
  { plan }: RuleInput,
  { dep, range }: { readonly dep: Dependency; readonly range: string },
): string | undefined {
  const release = plan?.releases.find((candidate) => candidate.name === dep.name);
  if (release === undefined || !moves(release)) return undefined;
  return admits(range, release.to) ? release.to : undefined;
}
