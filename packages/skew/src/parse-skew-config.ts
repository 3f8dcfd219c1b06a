import type { Level } from "@releaser/core";
import type { IgnoreConfig } from "./exemptions.ts";
import { type Fields, isFields } from "./parse-object.ts";
import type { RuleConfig, SkewConfig } from "./skew-config.ts";

/**
 * What of `skew` in a configuration that nobody checked says something. A level that is none leaves the rule its own, and an exemption
 * that is not wholly one exempts nothing, so that a slip of the hand turns no rule off.
 */
export function parseSkewConfig(document: unknown): SkewConfig {
  const { rules, ignore, baseline } = isFields(document) ? document : {};
  return {
    rules: Object.fromEntries(
      Object.entries(isFields(rules) ? rules : {}).map(([id, given]) => [id, parseRule(given)]),
    ),
    ignore: Array.isArray(ignore) ? ignore.filter(isExemption) : [],
    ...(isText(baseline) && { baseline }),
  };
}

function parseRule(given: unknown): RuleConfig {
  if (isLevel(given)) return { level: given };
  const { level, ...options } = isFields(given) ? given : {};
  return isLevel(level) ? { ...options, level } : options;
}

const levels: readonly unknown[] = ["error", "warning", "info", "off"] satisfies readonly (Level | "off")[];

function isLevel(value: unknown): value is Level | "off" {
  return levels.includes(value);
}

/** What an exemption states to mean some findings and not all. */
const narrowing: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ["rules", (value: unknown) => Array.isArray(value) && value.length > 0 && value.every(isText)],
  ["package", isText],
  ["file", isText],
  ["dependency", isText],
]);

function isExemption(value: unknown): value is IgnoreConfig {
  if (!isFields(value)) return false;
  const { reason, until, ...narrow } = value;
  const isTold = isText(reason) && (until === undefined || (isText(until) && /^\d{4}-\d\d-\d\d$/u.test(until)));
  return isTold && Object.keys(narrow).length > 0 && Object.keys(narrow).every((key) => fits(narrow, key));
}

function fits(narrow: Fields, key: string): boolean {
  return narrowing.get(key)?.(narrow[key]) ?? false;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}
