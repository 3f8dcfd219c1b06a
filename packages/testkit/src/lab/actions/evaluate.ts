import { data, Evaluator, Lexer, Parser } from "@actions/expressions";
import type { FunctionDefinition } from "@actions/expressions/funcs/info";
import { expressionParts } from "@releaser/core";

/** What expressions may read, by the names of GitHub's contexts: plain JSON. */
export type Contexts = Readonly<Record<string, unknown>>;

/** How far a job, or the jobs that it needs, have come: what `success()` and its like answer. */
export type Progress = "cancelled" | "failure" | "skipped" | "success";

export interface Scene {
  readonly contexts: Contexts;
  readonly progress: Progress;
}

type Value = boolean | number | string | null | undefined;

/** The value of one expression; of a list or a mapping its JSON. Throws where it is none, or reads a context that is not there. */
export function evaluate(expression: string, { contexts, progress }: Scene): Value {
  const { tokens } = new Lexer(expression).lex();
  const functions = statusFunctions(progress);
  const parsed = new Parser(tokens, Object.keys(contexts), functions).parse();
  const read = JSON.parse(JSON.stringify(contexts), data.reviver) as data.Dictionary;
  const value = new Evaluator(parsed, read, new Map(functions.map((one) => [one.name, one]))).evaluate();
  return toValue(value);
}

/** A text with the values of its expressions in their places. */
export function interpolate(text: string, scene: Scene): string {
  return expressionParts(text)
    .map(({ kind, content }) => (kind === "text" ? content : toText(evaluate(content, scene))))
    .join("");
}

/** Whether a condition holds, as GitHub asks it: `success()` stands before one that asks for no status itself. */
export function isMet(condition: string | undefined, scene: Scene): boolean {
  const whole = toWhole(condition ?? "");
  const asks = /\b(?:always|cancelled|failure|success)\s*\(/u.test(whole.replaceAll(/'(?:[^']|'')*'/gu, ""));
  if (whole === "") return scene.progress === "success";
  return evaluate(asks ? `!!(${whole})` : `success() && !!(${whole})`, scene) === true;
}

/** A condition without its braces. Throws where text stands beside them, which GitHub takes for true. */
function toWhole(condition: string): string {
  const parts = expressionParts(condition.trim());
  const [only, ...others] = parts;
  if (only === undefined) return "";
  if (others.length > 0) throw new Error(`text stands beside an expression: ${condition}`);
  return only.content;
}

function statusFunctions(progress: Progress): FunctionDefinition[] {
  return [
    answering("always", true),
    answering("cancelled", progress === "cancelled"),
    answering("failure", progress === "failure"),
    answering("success", progress === "success"),
  ];
}

function answering(name: string, value: boolean): FunctionDefinition {
  return { name, minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(value) };
}

function toValue(value: data.ExpressionData): Value {
  if (value instanceof data.BooleanData || value instanceof data.NumberData || value instanceof data.StringData) {
    return value.value;
  }
  return value instanceof data.Null ? null : JSON.stringify(value, data.replacer);
}

function toText(value: Value): string {
  return value === null || value === undefined ? "" : String(value);
}
