import { isRecord } from "@releaser/core";
import { Ajv, type ErrorObject, type Options, type ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import ajvFormats from "ajv-formats";

/** A contract that can judge documents, or why it cannot. */
export type CompiledContract = { readonly validate: ValidateFunction } | { readonly problem: string };

const options: Options = {
  allErrors: true,
  strictRequired: false,
  strictTuples: false,
  strictTypes: false,
  validateFormats: true,
};

/** What stands beside the schema in a document that is the schema itself. */
const annotations: readonly string[] = ["contract", "owner", "version"];

/**
 * Compiles a JSON Schema of draft 07 or 2020-12, as its `$schema` says; without one it is 2020-12. An unknown keyword is
 * a problem, since it is mostly a misspelt one and checks nothing; names that start with `x-` are free.
 */
export function compileContract(schema: unknown): CompiledContract {
  const text = JSON.stringify(schema) ?? "";
  const compiled = known.get(text) ?? compile(schema);
  known.set(text, compiled);
  return compiled;
}

/** Compiling takes a tenth of a second, and the same contract judges many documents. */
const known = new Map<string, CompiledContract>();

function compile(schema: unknown): CompiledContract {
  if (typeof schema !== "boolean" && !isRecord(schema)) return { problem: "its schema is not an object" };
  const ajv = openAjv(schema);
  if (typeof ajv === "string") return { problem: ajv };
  ajvFormats.default(ajv);
  ajv.addVocabulary([...new Set([...annotations, ...extensionsOf(schema)])]);
  try {
    return { validate: ajv.compile(schema) };
  } catch (error) {
    if (error instanceof Error) return { problem: `its schema does not compile: ${error.message}` };
    throw error;
  }
}

/** All errors of one document, one line each: where, what, and the values that the schema asks for; or why it cannot be judged. */
export type Judged = { readonly errors: readonly string[] } | { readonly problem: string };

/** What ajv compiled may not run: a schema that refers to itself without end judges nothing. */
export function judge({ validate }: { readonly validate: ValidateFunction }, document: unknown): Judged {
  try {
    return { errors: validate(document) ? [] : (validate.errors ?? []).map(renderError) };
  } catch (error) {
    if (error instanceof Error) return { problem: `its schema compiles, and cannot be run: ${error.message}` };
    throw error;
  }
}

function openAjv(schema: unknown): Ajv | Ajv2020 | string {
  const stated = isRecord(schema) ? schema["$schema"] : undefined;
  const draft = typeof stated === "string" ? stated.replace(/^https?:/u, "").replace(/#$/u, "") : stated;
  if (draft === undefined || draft === "//json-schema.org/draft/2020-12/schema") return new Ajv2020(options);
  if (draft === "//json-schema.org/draft-07/schema") return new Ajv(options);
  return `its $schema is ${JSON.stringify(stated)}; draft 07 and 2020-12 are known`;
}

function renderError({ instancePath, message, params, keyword }: ErrorObject): string {
  const said = Object.values(params).every((value) => (message ?? "").includes(String(value)));
  const values = said || keyword === "if" ? "" : ` ${JSON.stringify(params)}`;
  return `${instancePath === "" ? "/" : instancePath} ${message ?? keyword}${values}`;
}

function extensionsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(extensionsOf);
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => [
    ...(key.startsWith("x-") ? [key] : []),
    ...extensionsOf(member),
  ]);
}
