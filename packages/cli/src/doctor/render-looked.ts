import { styleText } from "node:util";
import { type Failure, safeLine, withoutCommands, wrap } from "@releaser/core";
import type { Answer, Looked } from "./check.ts";

type Style = Parameters<typeof styleText>[0];

export interface LookedOptions {
  /** Columns; 80 unless told. */
  readonly width: number | undefined;
  readonly color: boolean;
}

const marks: Readonly<Record<Answer["is"], readonly [mark: string, style: Style]>> = {
  sound: ["✓", "green"],
  advised: ["!", "yellow"],
  missing: ["✗", "red"],
  unknown: ["?", "yellow"],
};

/** One line for each thing, and below it what is wrong, whose turn it is, and what to type. No line is wider than told, but for long words. */
export function renderLooked({ check, answer }: Looked, { width = 80, color }: LookedOptions): readonly string[] {
  const [mark, style] = marks[answer.is];
  const painted = color ? styleText(style, mark, { validateStream: false }) : mark;
  const [kind = "", name = ""] = safeLine(check.id).split(/:(.*)/su);
  const head = `${kind.padEnd(10)} ${name.padEnd(20)} `;
  const said = answer.is === "missing" ? answer.failures.map(({ code }) => code).join(", ") : safeLine(answer.note);
  const fits = head.length + said.length + 4 <= width;
  const first = `  ${painted} ${fits ? head + said : head.trimEnd()}`.trimEnd();
  const below = answer.is === "missing" ? answer.failures.flatMap(toLines) : toAdvice(answer, fits);
  return [first, ...below.flatMap((line) => wrapped(line, width))].map((line) => withoutCommands(line));
}

function toLines({ what, why, who, next }: Failure): readonly string[] {
  return [what, ...why.split("\n"), `→ ${who}: ${next}`];
}

function toAdvice(answer: Exclude<Answer, { readonly is: "missing" }>, fits: boolean): readonly string[] {
  const note = fits ? [] : [answer.note];
  return answer.is === "sound" ? note : [...note, `→ ${answer.who}: ${answer.next}`];
}

function wrapped(text: string, width: number): readonly string[] {
  return wrap(safeLine(text), width - 8).map((line, index) => `      ${index > 0 ? "  " : ""}${line}`);
}
