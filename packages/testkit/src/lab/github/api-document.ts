import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** A JSON value of an OpenAPI document. */
export type Json = boolean | number | string | readonly Json[] | { readonly [key: string]: Json } | null;

/** A JSON object of an OpenAPI document. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** One parameter of a request. */
export interface Parameter {
  readonly name: string;
  readonly in: "header" | "path" | "query";
  readonly required: boolean;
  /** JSON Schema that stands alone. */
  readonly schema: JsonObject;
}

/** What an endpoint takes and gives, by GitHub's own description. */
export interface Operation {
  readonly id: string;
  readonly parameters: readonly Parameter[];
  /** JSON Schemas of bodies by content type; empty where none is taken. */
  readonly bodies: ReadonlyMap<string, JsonObject>;
  /** By status; the schema is undefined where the answer has no described body. */
  readonly answers: ReadonlyMap<number, JsonObject | undefined>;
}

let parsed: JsonObject | undefined;

/** An operation by its method in lower case and its path as the document writes it. Throws where GitHub describes none. */
export function readOperation(method: string, path: string): Operation {
  parsed ??= parseDocument();
  const operation = member(member(member(parsed, "paths"), path), method);
  if (operation === undefined) throw new Error(`GitHub describes no ${method} ${path}`);
  const content = (holder: JsonObject | undefined): readonly (readonly [string, JsonObject])[] =>
    Object.entries(member(holder, "content") ?? {}).map(([type, one]) => [type, alone(member(one, "schema") ?? {})]);
  return {
    id: toText(operation["operationId"]),
    parameters: list(operation["parameters"]).map((one) => toParameter(resolved(one))),
    bodies: new Map(content(member(operation, "requestBody"))),
    answers: new Map(
      Object.entries(member(operation, "responses") ?? {}).map(([status, one]) => [
        Number(status),
        content(resolved(one)).find(([type]) => type.includes("json"))?.[1],
      ]),
    ),
  };
}

/** The schema of an error that any endpoint may answer with. */
export function errorSchema(): JsonObject {
  return alone({ $ref: "#/components/schemas/basic-error" });
}

function parseDocument(): JsonObject {
  const file = createRequire(import.meta.url).resolve("@octokit/openapi/generated/api.github.com.json");
  return JSON.parse(readFileSync(file, "utf8"), amended) as JsonObject;
}

/** The guide to uploads has a state `starter`, of an upload that was cut off, which the document leaves out. */
function amended(key: string, value: Json): Json {
  const isState = key === "enum" && isList(value) && value.length === 2 && value.includes("uploaded");
  return isState ? [...value, "starter"] : value;
}

function toParameter(one: JsonObject): Parameter {
  const schema = alone(member(one, "schema") ?? {});
  return { name: toText(one["name"]), in: one["in"] as Parameter["in"], required: one["required"] === true, schema };
}

/** With every component that it refers to below `components`, and `null` allowed where the document says `nullable`. */
function alone(schema: JsonObject): JsonObject {
  const found = new Map<string, Json>();
  const visit = (value: Json): Json => {
    if (isList(value)) return value.map(visit);
    if (!isObject(value)) return value;
    const { $ref } = value;
    if (typeof $ref === "string" && !found.has($ref)) {
      found.set($ref, null);
      found.set($ref, visit(resolved(value)));
    }
    const visited = Object.fromEntries(
      Object.entries(value).flatMap(([key, one]) => (key.startsWith("example") ? [] : [[key, visit(one)]])),
    );
    const { nullable, ...rest } = visited;
    return nullable === true ? { anyOf: [{ type: "null" }, rest] } : visited;
  };
  const whole = visit(schema) as JsonObject;
  const schemas = Object.fromEntries([...found].map(([ref, one]) => [ref.slice(ref.lastIndexOf("/") + 1), one]));
  return { ...whole, components: { schemas } };
}

function resolved(value: Json): JsonObject {
  const { $ref } = isObject(value) ? value : {};
  if (typeof $ref !== "string") return isObject(value) ? value : {};
  const path = $ref.slice("#/".length).split("/");
  return path.reduce<JsonObject | undefined>((at, key) => member(at, key), parsed) ?? {};
}

function member(value: Json | undefined, key: string): JsonObject | undefined {
  const found = isObject(value) ? value[key] : undefined;
  return isObject(found) ? found : undefined;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !isList(value);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function list(value: Json | undefined): readonly Json[] {
  return value !== undefined && isList(value) ? value : [];
}

function toText(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}
