import { data, Evaluator, Lexer, Parser } from "@actions/expressions";

/** What expressions can ask for, by the names of GitHub's contexts. */
export type Contexts = Readonly<Record<string, unknown>>;

/** How far the job or the step is on which an expression is judged. */
export interface Standing {
  readonly failed: boolean;
  readonly skipped: boolean;
}

type Functions = NonNullable<ConstructorParameters<typeof Evaluator>[2]>;

/** An expression without `${{ }}`, by GitHub's own evaluator. */
function evaluate(expression: string, contexts: Contexts, standing: Standing): data.ExpressionData {
  const say = (name: string, value: boolean): readonly [string, Parameters<Functions["set"]>[1]] => [
    name,
    { name, minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(value) },
  ];
  const functions: Functions = new Map([
    say("always", true),
    say("cancelled", false),
    say("failure", standing.failed),
    say("success", !standing.failed && !standing.skipped),
  ]);
  const tokens = new Lexer(expression).lex().tokens;
  const tree = new Parser(tokens, Object.keys(contexts), [...functions.values()]).parse();
  const context = JSON.parse(JSON.stringify(contexts), data.reviver) as data.Dictionary;
  return new Evaluator(tree, context, functions).evaluate();
}

const placed = /\$\{\{(.*?)\}\}/gsu;

/** A text with its expressions replaced by what they give. */
export function fillIn(text: unknown, contexts: Contexts): string {
  const standing = { failed: false, skipped: false };
  return String(text).replaceAll(placed, (_, expression: string) =>
    evaluate(expression.trim(), contexts, standing).coerceString(),
  );
}

/** Whether an `if` lets something run. Without one, or without a word about how it stands, all before it has to be well. */
export function lets(condition: string | undefined, contexts: Contexts, standing: Standing): boolean {
  const expression = (condition ?? "success()").replaceAll(placed, "$1").trim();
  const asks = /\b(?:always|cancelled|failure|success)\(/u.test(expression);
  const whole = asks ? expression : `success() && (${expression})`;
  return !["false", "", "0"].includes(evaluate(whole, contexts, standing).coerceString());
}
