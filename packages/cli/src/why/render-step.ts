import { type Cause, type CauseStep, type Plan, type PlannedRelease, safeLine } from "@releaser/core";
import satisfies from "semver/functions/satisfies.js";
import validRange from "semver/ranges/valid.js";

/** One step of why a package moves, as a sentence. */
export function renderStep({ release, cause, towards }: CauseStep, plan: Plan): string {
  const said = `${renderMove(release)} because ${renderCause(cause, { release, towards, plan })}`;
  return /[.!?]$/u.test(said) ? said : `${said}.`;
}

/** `@acme/cli moves from 1.4.0 to 1.4.1 (patch)`. */
export function renderMove({ name, from, to, bump }: PlannedRelease): string {
  return safeLine(`${name} moves from ${from ?? "no version"} to ${to ?? "no version"} (${bump})`);
}

interface Around {
  readonly release: PlannedRelease;
  readonly towards: PlannedRelease | undefined;
  readonly plan: Plan;
}

function renderCause(cause: Cause, { release, towards, plan }: Around): string {
  switch (cause.kind) {
    case "changeset":
      return `changeset \`${cause.id}\` asks for it${headline(plan, cause.id)}`;
    case "dependency":
      return `its ${cause.field === "optionalDependencies" ? "optional dependency" : "dependency"} ${renderLeaving(cause, towards)}`;
    case "peer":
      return `its peer ${renderLeaving(cause, towards)}`;
    case "fixed":
      return ownsTrain(release, cause, plan)
        ? `it owns the train, which moves as far as any package: ${renderOther(cause.by, towards)}`
        : `it is fixed with ${renderOther(cause.by, towards)}`;
    case "linked":
      return `it is linked with ${renderOther(cause.by, towards)}`;
  }
}

function renderOther(name: string, other: PlannedRelease | undefined): string {
  return other === undefined ? name : renderMove(other).replace(" moves from", ", which moves from");
}

function renderLeaving(
  { of, range }: { readonly of: string; readonly range: string },
  other: PlannedRelease | undefined,
): string {
  const versions = other?.from && other.to ? ` moves from ${other.from} to ${other.to},` : "";
  return safeLine(
    `${of}${versions} ${leaves(range, other) ? `out of its range ${range}` : `which it asks for as ${range}`}`,
  );
}

/** Whether a range as written admits the old version and not the new one, as far as can be told. */
function leaves(raw: string, other: PlannedRelease | undefined): boolean {
  if (!other?.from || !other.to) return false;
  const bare = raw.replace(/^workspace:/u, "");
  const range = raw === bare ? bare : bare === "*" ? other.from : /^[~^]$/u.test(bare) ? `${bare}${other.from}` : bare;
  return validRange(range) !== null && !satisfies(other.to, range);
}

/** A package that owns the train is raised like a group of two. */
function ownsTrain({ dir }: PlannedRelease, cause: Cause & { readonly kind: "fixed" }, { train }: Plan): boolean {
  const manifest = dir === "." ? "package.json" : `${dir ?? ""}/package.json`;
  return train?.owner === manifest && cause.group.length === 2;
}

/** The first line of a changeset, a title as plain words. */
function headline(plan: Plan, id: string): string {
  const summary = plan.changesets.find((changeset) => changeset.id === id)?.summary ?? "";
  const line = summary.split("\n").find((text) => text.trim() !== "");
  return line === undefined ? "" : `: ${safeLine(line.trim().replace(/^#+\s+/u, ""))}`;
}
