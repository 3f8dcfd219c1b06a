import type { Finding, Rule, Scope, Workspace } from "@releaser/core";
import type { Baseline } from "./baseline.ts";
import { exempt } from "./exempt.ts";
import { type Exemption, toMatches } from "./exemptions.ts";
import { recognise } from "./recognise.ts";
import { rules } from "./rules.ts";
import type { Settings } from "./settings-rule.ts";
import type { Suppressed } from "./suppressed.ts";

/** What keeps findings from counting. */
export interface Suppressors {
  readonly exemptions: readonly Exemption[];
  readonly baseline: Baseline | undefined;
  /** `YYYY-MM-DD`; without it no exemption ends. */
  readonly today: string | undefined;
  /** The rules that could not judge all that they look at. */
  readonly unjudged: () => ReadonlySet<string>;
}

export interface Settled extends Pick<Settings, "ended" | "stale" | "unused"> {
  /** Those that count, in their order. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Suppressed[];
}

/** Parts findings into those that count and those that do not, exemptions before the baseline, and tells what of both was for nothing. */
export function settle(findings: readonly Finding[], suppressors: Suppressors): Settled {
  const { exemptions, baseline, today } = suppressors;
  const exempted = exempt(findings, exemptions, today);
  const recognised = recognise(exempted.findings, baseline);
  const unmet = exemptions.filter((exemption) => !exempted.met.has(exemption));
  const judged = unmet.length + recognised.missed.length > 0 ? judgedBut(suppressors.unjudged()) : new Set();
  return {
    findings: recognised.findings,
    suppressed: [...exempted.suppressed, ...recognised.suppressed],
    ended: exempted.ended,
    unused: unmet.filter((exemption) => {
      const meant = ids.filter(toMatches(exemption.rules));
      return meant.length > 0 && meant.every((id) => judged.has(id));
    }),
    stale: recognised.missed.filter(({ entry }) => judged.has(entry.rule)),
  };
}

const ids = rules.map(({ id }) => id);

function judgedBut(unjudged: ReadonlySet<string>): ReadonlySet<string> {
  return new Set(ids).difference(unjudged);
}

/** The rules that are silent for another reason than that all is well: the scope leaves them out, or history is missing. */
export function unjudgedRules({
  workspace,
  scope,
}: {
  readonly workspace: Workspace;
  readonly scope: Scope;
}): ReadonlySet<string> {
  const isSilent = (rule: Rule): boolean =>
    rule.scope !== "tree" && (scope === "tree" || workspace.history().gap !== undefined);
  const isLeftOut = (rule: Rule): boolean => rule.scope === "online" && scope !== "online";
  return new Set(rules.filter((rule) => isSilent(rule) || isLeftOut(rule)).map(({ id }) => id));
}
