import type { Finding, Location } from "@releaser/core";
import picomatch from "picomatch";

/** Findings that shall not count. It states at least one of `rules`, `package`, `file` and `dependency`, and all that it states must fit. */
export interface IgnoreConfig {
  /** Ids of rules, or globs such as `range/*`; every rule unless told. */
  readonly rules?: readonly string[];
  /** The package whose finding it is, or a glob. */
  readonly package?: string;
  /** The file of the finding, relative to the root, or a glob. */
  readonly file?: string;
  /** The dependency that the finding is about, or a glob. */
  readonly dependency?: string;
  /** Shown wherever the findings are. */
  readonly reason: string;
  /** The last day on which it holds, `YYYY-MM-DD` in UTC; without one it holds for good. */
  readonly until?: string;
}

/** The same, with where it is configured. */
export interface Exemption extends IgnoreConfig {
  readonly at: Location;
}

/** Whether an exemption means a finding, whatever the day. */
export function toExempts({ rules, package: name, file, dependency }: Exemption): (finding: Finding) => boolean {
  const isRule = toMatches(rules);
  const isPackage = toMatches(name);
  const isFile = toMatches(file);
  const isDependency = toMatches(dependency);
  return (finding) =>
    isRule(finding.rule) && isPackage(finding.package) && isFile(finding.file) && isDependency(finding.dependency);
}

/** Whether a text is one of some patterns, or fits one as a glob; every text, and none, where no pattern is given. */
export function toMatches(patterns: string | readonly string[] | undefined): (text: string | undefined) => boolean {
  if (patterns === undefined) return () => true;
  const all = [patterns].flat();
  const fits = picomatch(all, { dot: true });
  return (text) => text !== undefined && (all.includes(text) || fits(text));
}

/** Whether its last day is over. */
export function hasEnded({ until }: Exemption, today: string | undefined): boolean {
  return until !== undefined && today !== undefined && until < today;
}

/** An exemption in words: what it is for. */
export function exemptionInWords({ rules, package: name, file, dependency }: Exemption): string {
  const parts = [
    rules?.join(", "),
    name && `the package ${name}`,
    file && `the file ${file}`,
    dependency && `the dependency ${dependency}`,
  ];
  return `the exemption for ${parts.filter(Boolean).join(", ")}`;
}
