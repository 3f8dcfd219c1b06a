import { Ajv, type ValidateFunction } from "ajv";
import formats from "ajv-formats";
import { errorSchema, readOperation, type JsonObject, type Operation } from "./api-document.ts";
import type { Answer, SeenRequest } from "./exchange.ts";

/** A route's place in GitHub's description, with what the request put for each of its parameters. */
export interface DescribedRoute {
  readonly method: string;
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Any endpoint may answer with these, whether or not its own description lists them. */
const everywhere: ReadonlySet<number> = new Set([304, 400, 401, 403, 404, 422, 429, 500, 502, 503, 504]);

const operations = new Map<string, Operation>();
const validators = new Map<JsonObject, ValidateFunction>();
const ajv = formats.default(new Ajv({ strict: false, allErrors: true, logger: false }));
const ajvOfText = formats.default(new Ajv({ strict: false, allErrors: true, logger: false, coerceTypes: true }));

/** What in a request GitHub's description does not allow: parameters, unknown ones too, body, headers. Empty where all is well. */
export function checkRequest(request: SeenRequest, route: DescribedRoute): readonly string[] {
  const operation = operationOf(route);
  const query = Object.fromEntries(request.url.searchParams);
  const known = operation.parameters.filter((one) => one.in !== "header");
  const given: Readonly<Record<string, string>> = { ...query, ...route.parameters };
  return [
    ...Object.keys(query)
      .filter((name) => !known.some((one) => one.in === "query" && one.name === name))
      .map((name) => `the query parameter ${name} does not exist`),
    ...known.flatMap(({ name, required, schema }) => {
      const value = given[name];
      if (value === undefined) return required ? [`the parameter ${name} is missing`] : [];
      return problemsOf({ value }, inObject(schema), ajvOfText).map((problem) => `${name}${problem}`);
    }),
    ...checkHeaders(request),
    ...checkBody(request, operation),
  ].map((problem) => `${operation.id}: ${problem}`);
}

/** What in an answer GitHub's description does not allow. */
export function checkAnswer(answer: Answer, route: DescribedRoute): readonly string[] {
  const operation = operationOf(route);
  const { status, body } = answer;
  const isDescribed = operation.answers.has(status) || everywhere.has(status);
  if (!isDescribed) return [`${operation.id}: the status ${status} is not described`];
  const isEmpty = status === 204 || status === 304;
  if (isEmpty && (body !== undefined || answer.bytes !== undefined)) return [`${operation.id}: ${status} has a body`];
  const schema = operation.answers.get(status) ?? (status >= 400 ? errorSchemaOnce() : undefined);
  if (isEmpty || schema === undefined || (body === undefined && answer.bytes !== undefined)) return [];
  return problemsOf(body, schema, ajv).map((problem) => `${operation.id}: the answer ${status}: ${problem}`);
}

let error: JsonObject | undefined;
function errorSchemaOnce(): JsonObject {
  return (error ??= errorSchema());
}

function operationOf({ method, path }: DescribedRoute): Operation {
  const key = `${method} ${path}`;
  const found = operations.get(key) ?? readOperation(method.toLowerCase(), path);
  operations.set(key, found);
  return found;
}

/** "All API requests must include a valid User-Agent header." */
function checkHeaders({ headers, method }: SeenRequest): readonly string[] {
  const type = headers["accept"] ?? "";
  return [
    ...(headers["user-agent"] ? [] : ["the header user-agent is missing"]),
    ...(/^application\/(?:vnd\.github(?:\.|\+|$)|octet-stream|json)/u.test(type) ? [] : [`accept is ${type}`]),
    ...(method === "POST" && headers["content-length"] === undefined ? ["the header content-length is missing"] : []),
  ];
}

function checkBody({ bytes, headers }: SeenRequest, { bodies }: Operation): readonly string[] {
  const type = (headers["content-type"] ?? "").split(";")[0] ?? "";
  if (bodies.size === 0) return bytes.length === 0 ? [] : ["there is a body, and none is taken"];
  const schema = bodies.get("application/json");
  if (schema === undefined) return type === "" ? ["the content type is missing"] : [];
  if (type !== "application/json") return [`the content type is ${type || "missing"}`];
  const value = parseBody(bytes);
  return value === undefined ? ["the body is no JSON"] : problemsOf(value, closed(schema), ajv);
}

const objectSchemas = new Map<JsonObject, JsonObject>();

/** Text is read as a number or a boolean only where it is a member of something. */
function inObject(schema: JsonObject): JsonObject {
  const { components = {}, ...rest } = schema;
  const found = objectSchemas.get(schema) ?? { properties: { value: rest }, components };
  objectSchemas.set(schema, found);
  return found;
}

const closedSchemas = new Map<JsonObject, JsonObject>();

/** A misspelt member is refused: the description would let it pass. */
function closed(schema: JsonObject): JsonObject {
  const found = closedSchemas.get(schema) ?? { additionalProperties: false, ...schema };
  closedSchemas.set(schema, found);
  return found;
}

/** A request's JSON; undefined where it is none. */
export function parseBody(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    return undefined;
  }
}

function problemsOf(value: unknown, schema: JsonObject, by: Ajv): readonly string[] {
  const validate = validators.get(schema) ?? by.compile(schema);
  validators.set(schema, validate);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message = "is wrong" }) => `${instancePath || "it"} ${message}`);
}
