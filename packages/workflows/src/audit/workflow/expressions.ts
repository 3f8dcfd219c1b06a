import { Lexer, Parser } from "@actions/expressions";
import {
  Binary,
  ContextAccess,
  type Expr,
  FunctionCall,
  Grouping,
  IndexAccess,
  Literal,
  Logical,
  Unary,
} from "@actions/expressions/ast";
import { expressionParts } from "@releaser/core";
import type { Scalar, Source } from "./tree.ts";

/** An expression of GitHub's within a text. */
export interface Expression {
  /** What stands between the braces. */
  readonly text: string;
  /** Its first brace in the source of the file. */
  readonly start: number;
  /** What it reads, in lower case with dots: `github.event.pull_request.title`, `steps.a.outputs.b`, `matrix.*`. */
  readonly reads: readonly string[];
  /** Those of them whose text may come out: not what is only compared, or asked whether it is there. */
  readonly yields: readonly string[];
  /** Names of the functions that it calls, in lower case. */
  readonly calls: readonly string[];
}

const contexts = "env github inputs job jobs matrix needs runner secrets steps strategy vars".split(" ");
const functions = ["always", "cancelled", "failure", "success", "hashfiles"].map((name) => ({
  name,
  minArgs: 0,
  maxArgs: 255,
  call: () => unreachable(),
}));

/** The expressions in a scalar, each where it stands in the file. */
export function expressionsIn(scalar: Scalar | undefined, source: Source): readonly Expression[] {
  if (scalar === undefined) return [];
  let from = scalar.start;
  return expressionParts(scalar.text).flatMap(({ kind, written, content }) => {
    if (kind === "text") return [];
    // A block scalar is folded and unindented, so the place is looked for in what was written.
    const found = source.text.indexOf(written, from);
    const start = found === -1 || found >= scalar.end ? scalar.start : found;
    from = start + 1;
    return [{ text: content, start, ...readsOf(content) }];
  });
}

/** What an expression reads and calls; nothing where it is none. */
function readsOf(text: string): Pick<Expression, "calls" | "reads" | "yields"> {
  const parsed = parse(text);
  if (parsed === undefined) return { reads: [], yields: [], calls: [] };
  const all = withBelow(parsed, childrenOf);
  return {
    reads: all.flatMap(toPaths),
    yields: withBelow(parsed, yieldedBy).flatMap(toPaths),
    calls: all.flatMap((node) => (node instanceof FunctionCall ? [nameOf(node)] : [])),
  };
}

function withBelow(node: Expr, below: (node: Expr) => readonly Expr[]): readonly Expr[] {
  return [node, ...below(node).flatMap((child) => withBelow(child, below))];
}

const answeringYesOrNo = new Set(["always", "cancelled", "contains", "endswith", "failure", "startswith", "success"]);

/** Below a node, those whose value may be its own. */
function yieldedBy(node: Expr): readonly Expr[] {
  if (node instanceof Unary || node instanceof Binary || node instanceof IndexAccess) return [];
  if (node instanceof FunctionCall && answeringYesOrNo.has(nameOf(node))) return [];
  // Of `a && b` the first comes out where it is empty, false or 0.
  if (node instanceof Logical && node.operator.lexeme === "&&") return node.args.slice(-1);
  return childrenOf(node);
}

function nameOf({ functionName }: FunctionCall): string {
  return functionName.lexeme.toLowerCase();
}

function parse(text: string): Expr | undefined {
  try {
    const { tokens } = new Lexer(text).lex();
    return new Parser(tokens, contexts, functions).parse();
  } catch {
    // What is no expression is for actionlint to tell.
    return undefined;
  }
}

function childrenOf(node: Expr): readonly Expr[] {
  if (node instanceof Unary) return [node.expr];
  if (node instanceof Binary) return [node.left, node.right];
  if (node instanceof Logical || node instanceof FunctionCall) return node.args;
  if (node instanceof Grouping) return [node.group];
  return node instanceof IndexAccess ? indexesOf(node) : [];
}

/** What is computed within an access: of `a[b].c` it is `b`. */
function indexesOf({ expr, index }: IndexAccess): readonly Expr[] {
  const computed = index instanceof Literal ? [] : [index];
  const before = expr instanceof IndexAccess ? indexesOf(expr) : expr instanceof ContextAccess ? [] : [expr];
  return [...before, ...computed];
}

function toPaths(node: Expr): readonly string[] {
  return node instanceof ContextAccess || node instanceof IndexAccess ? [toPath(node)] : [];
}

function toPath(node: Expr): string {
  if (node instanceof ContextAccess) return node.name.lexeme.toLowerCase();
  if (!(node instanceof IndexAccess)) return "";
  const last = node.index instanceof Literal ? node.index.literal.coerceString().toLowerCase() : "*";
  return `${toPath(node.expr)}.${last}`;
}

function unreachable(): never {
  throw new Error("expressions are parsed here, never evaluated");
}
