import { inspect } from "node:util";
import { type Finding, safeLine, toPlace } from "@releaser/core";
import { failures } from "./failures.ts";
import type { SkewReport } from "./skew-report.ts";

/** More would push the first ones out of sight. */
const most = 20;

/**
 * The errors of a report as one error whose stack is its message: Changesets prints the stack, and where we threw says nothing
 * to whoever has to mend a manifest.
 */
export function toRefusal({ findings }: SkewReport, written: boolean): Error {
  const errors = findings.filter(({ level }) => level === "error");
  const more = errors.length > most ? [`… ${errors.length - most} more`] : [];
  const places = [...errors.slice(0, most).flatMap((finding) => toLines(finding)), ...more];
  const { failure } = failures.E_SKEW_REFUSED({ errors: errors.length, places, written });
  const text = [`${failure.code}: ${failure.what}`, failure.why, `next: ${failure.next}`].join("\n\n");
  const error = new Error(text);
  error.stack = text;
  // Changesets 2 inspects the error, which would put a text that is no stack into brackets.
  return Object.defineProperty(error, inspect.custom, { value: () => text });
}

function toLines(finding: Finding): readonly string[] {
  const { rule, message, hint } = finding;
  return [
    `${toPlace(finding)}  ${rule}`,
    `  ${safeLine(message)}`,
    ...(hint === undefined ? [] : [`  → ${safeLine(hint)}`]),
  ];
}
