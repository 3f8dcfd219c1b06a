import { styleText } from "node:util";
import { safeLine, withoutCommands } from "@releaser/core";
import type { Fixed, FixedPlace, SkewReport, Unfixed } from "../skew-report.ts";
import { cut } from "./picture.ts";

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

const mostPlaces = 8;

/** What was mended and what was left, for a person: a line for each rule and place. Empty where nobody asked for it. */
export function renderAccount(
  { fixed = [], unfixed = [] }: Pick<SkewReport, "fixed" | "unfixed">,
  options: { readonly color?: boolean } = {},
): string {
  const paint: Paint = (style, text) =>
    options.color === true ? styleText(style, text, { validateStream: false }) : text;
  const lines = [
    ...fixed.flatMap((one) => renderFixed(one, paint)),
    ...unfixed.flatMap((one) => renderUnfixed(one, paint)),
  ];
  return withoutCommands(lines.join("\n"));
}

function renderFixed({ rule, message, places, command }: Fixed, paint: Paint): readonly string[] {
  const shown = places.length > mostPlaces + 1 ? places.slice(0, mostPlaces) : places;
  const hidden = places.length - shown.length;
  return [
    `${paint("green", "✓")} ${paint("bold", safeLine(rule))}  ${safeLine(message)}`,
    ...shown.map((place) => `    ${renderPlace(place, paint)}`),
    ...(hidden === 0 ? [] : [`    ${paint("dim", `… ${hidden} more; --json has them all`)}`]),
    ...(command === undefined ? [] : [`    ran ${command}`]),
  ];
}

function renderPlace({ file, line, was, now }: FixedPlace, paint: Paint): string {
  const place = safeLine(line === undefined ? file : `${file}:${line}`);
  if (line === undefined) return `${place}  ${paint("green", "written")}`;
  const change = [
    was === null ? "" : paint("red", cut(was)),
    now === null ? "taken away" : `→ ${paint("green", cut(now))}`,
  ];
  return `${place}  ${change.filter(Boolean).join(" ")}`;
}

function renderUnfixed({ rule, message, file, line, why }: Unfixed, paint: Paint): readonly string[] {
  return [
    `${paint("yellow", "!")} ${paint("bold", safeLine(rule))}  ${safeLine(message)}`,
    `    ${safeLine(line === undefined ? file : `${file}:${line}`)}  not mended: ${safeLine(why)}`,
  ];
}
