import { tsPlugin } from "@sveltejs/acorn-typescript";
import { type Expression, Parser, type Program, type Property } from "acorn";

/** What a configuration module states as plain values. */
export interface Stated {
  readonly document: Readonly<Record<string, unknown>>;
  /** Keys whose values only running the module would tell; `default` where that goes for all. */
  readonly computed: readonly string[];
}

/** A value that only running the module would tell. */
const hasCode = Symbol("has code");

const TypeScriptParser = Parser.extend(tsPlugin());

/**
 * Reads a configuration module without running it: `export default` of an object, or of `defineConfig` of one, made of plain
 * values and of constants of the module that are such. Throws a `SyntaxError` where it is no module.
 */
export function parseStated(text: string): Stated {
  const program = TypeScriptParser.parse(text, { ecmaVersion: "latest", sourceType: "module", locations: true });
  const constants = constantsOf(program);
  if (!program.body.every(({ type }) => inert.test(type))) return { document: {}, computed: ["default"] };
  const found = program.body.find(({ type }) => type === "ExportDefaultDeclaration");
  const stated = found?.type === "ExportDefaultDeclaration" ? argumentOf(found.declaration as Expression) : undefined;
  const object = stated && resolve(stated, constants);
  if (object?.type !== "ObjectExpression") return { document: {}, computed: ["default"] };
  const entries = object.properties.map((property) =>
    property.type === "Property" ? entryOf(property, constants) : (["default", hasCode] as const),
  );
  return {
    document: Object.fromEntries(entries.filter(([, value]) => value !== hasCode)),
    computed: entries.filter(([, value]) => value === hasCode).map(([key]) => key),
  };
}

/** Statements that change nothing of what another states. */
const inert = /^(?:Import|ExportDefault|Variable|Function|TSTypeAlias|TSInterface)Declaration$/u;

type Constants = ReadonlyMap<string, Expression>;

function constantsOf({ body }: Program): Constants {
  const found = body.flatMap((statement) =>
    statement.type === "VariableDeclaration" && statement.kind === "const" ? statement.declarations : [],
  );
  return new Map(found.flatMap(({ id, init }) => (id.type === "Identifier" && init ? [[id.name, init] as const] : [])));
}

/** What `defineConfig` is given, which gives it back as it is. */
function argumentOf(given: Expression): Expression {
  const expression = withoutTypes(given);
  if (expression.type !== "CallExpression" || expression.arguments.length !== 1) return expression;
  const [argument] = expression.arguments;
  const isPlain = expression.callee.type === "Identifier" && expression.callee.name === "defineConfig";
  return isPlain && argument && argument.type !== "SpreadElement" ? withoutTypes(argument) : expression;
}

/** What `as`, `satisfies` and the like stand around. */
function withoutTypes(expression: Expression): Expression {
  const wraps = /^(?:TS(?:As|Satisfies|NonNull)Expression|TSTypeAssertion|ParenthesizedExpression)$/u;
  return wraps.test(expression.type) && "expression" in expression && typeof expression.expression === "object"
    ? withoutTypes(expression.expression)
    : expression;
}

function resolve(given: Expression, constants: Constants): Expression {
  const expression = withoutTypes(given);
  const constant = expression.type === "Identifier" ? constants.get(expression.name) : undefined;
  return constant === undefined ? expression : resolve(constant, withoutOne(constants, expression));
}

/** A constant that is made of itself is none. */
function withoutOne(constants: Constants, expression: Expression): Constants {
  return new Map([...constants].filter(([name]) => expression.type !== "Identifier" || name !== expression.name));
}

function entryOf(property: Property, constants: Constants): readonly [key: string, value: unknown] {
  const { key, value, kind, computed, method } = property;
  const name = key.type === "Identifier" ? key.name : key.type === "Literal" ? String(key.value) : undefined;
  if (computed || method || kind !== "init" || name === undefined) return [name ?? "default", hasCode];
  return [name, evaluate(value, constants)];
}

function evaluate(given: Expression, constants: Constants): unknown {
  const expression = resolve(given, constants);
  switch (expression.type) {
    case "Literal":
      return typeof expression.value === "object" && expression.value !== null ? hasCode : (expression.value ?? null);
    case "TemplateLiteral":
      return expression.quasis.length === 1 ? (expression.quasis[0]?.value.cooked ?? hasCode) : hasCode;
    case "ArrayExpression":
      return allOf(
        expression.elements.map((one) =>
          one === null || one.type === "SpreadElement" ? hasCode : evaluate(one, constants),
        ),
        (values) => values,
      );
    case "ObjectExpression": {
      const entries = expression.properties.map((one) =>
        one.type === "Property" ? entryOf(one, constants) : (["default", hasCode] as const),
      );
      return allOf(
        entries.map(([, value]) => value),
        () => Object.fromEntries(entries),
      );
    }
    default:
      return hasCode;
  }
}

function allOf(values: readonly unknown[], make: (values: readonly unknown[]) => unknown): unknown {
  return values.includes(hasCode) ? hasCode : make(values);
}
