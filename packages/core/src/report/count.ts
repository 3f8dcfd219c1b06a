import type { Level } from "../finding.ts";

/** `1 error`, `3 warnings`. */
export function toCount(level: Level, count: number): string {
  return `${count} ${plural(level, count)}`;
}

/** A word for one, or for several. */
export function plural(word: string, count: number): string {
  return count === 1 ? word : `${word}s`;
}

/** How many there are of each level. */
export function countLevels(findings: readonly { readonly level: Level }[]): Readonly<Record<Level, number>> {
  const count = (level: Level): number => findings.filter((finding) => finding.level === level).length;
  return { error: count("error"), warning: count("warning"), info: count("info") };
}
