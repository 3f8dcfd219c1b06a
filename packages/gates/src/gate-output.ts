import { stripVTControlCharacters } from "node:util";
import { safeText } from "@releaser/core";
import type { GateOutput } from "./gate.ts";

const secretName = /(?:auth|credentials?|key|passw(?:or)?d|secret|token)$/iu;
const shortestSecret = 8;

/**
 * What a program printed, fit for a file and a terminal: colours off, one kind of line end, the forms of secrets and the
 * values of variables that are named like one (`NPM_TOKEN`, `…_SECRET`) replaced by stars. Take the whole output, since a
 * secret may lie across two chunks.
 */
export function toSafeOutput(output: string, env: Readonly<Record<string, string | undefined>>): string {
  const plain = stripVTControlCharacters(output).replaceAll(/\r\n?/gu, "\n");
  return safeText(secretsOf(env).reduce((text, secret) => text.replaceAll(secret, "***"), plain));
}

/** So many lines are all that a person gets shown; whoever prints more than that is read in the log. */
const mostLines = 1000;

/** A line that is longer is no text: a bundle, or data on one line. */
const longestLine = 2000;

/** What a failure shows of an output: so many lines, and of each its beginning. */
export function shownOf(text: string, output: GateOutput): string {
  const lines = output === "full" ? tailOf(text, mostLines) : tailOf(text);
  return lines.split("\n").map(cut).join("\n");
}

function cut(line: string): string {
  if (line.length <= longestLine) return line;
  // Half of a character is none.
  const shown = line.slice(0, longestLine).replace(/[\uD800-\uDBFF]$/u, "");
  return `${shown}… ${line.length - shown.length} characters more`;
}

/** The last lines of a text, without blank ones around them; what was left out is counted. */
export function tailOf(text: string, lines = 30): string {
  const all =
    text.trim() === ""
      ? []
      : text
          .replace(/^(?:[ \t]*\n)+/u, "")
          .trimEnd()
          .split("\n");
  const left = all.length - lines;
  return (left > 0 ? [`… ${left} lines above`, ...all.slice(-lines)] : all).join("\n");
}

function secretsOf(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  return Object.entries(env)
    .flatMap(([name, value]) => (secretName.test(name) && value !== undefined ? [value.trim()] : []))
    .filter((value) => value.length >= shortestSecret)
    .toSorted((a, b) => b.length - a.length);
}
