import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv, type ErrorObject } from "ajv";
import { nearest, parseImage, publisherNameProblem } from "@releaser/core";
import { splitCommand } from "@releaser/gates";
import { keyPlaces, type Place } from "@releaser/skew";
import { configFiles, loadConfigFile } from "@releaser/workspace";
import { failures } from "../failures.ts";
import type { Config } from "./config.ts";
import { configSchema } from "./config-schema.ts";

export interface FoundConfig {
  readonly config: Config;
  /** Undefined where there is none. */
  readonly file: string | undefined;
}

/** The configuration of a repository, and the file it came from; empty where there is none. Throws `E_CONFIG_INVALID` with all problems. */
export async function readConfig(root: string): Promise<FoundConfig> {
  const file = findConfig(root);
  if (file === undefined) return { config: {}, file };
  const document = await load(join(root, file), file);
  return { config: parseConfig(document, file, readFileSync(join(root, file), "utf8")), file };
}

/** The file that the configuration is in; undefined where there is none. Throws `E_CONFIG_INVALID` where there are two. */
export function findConfig(root: string): string | undefined {
  const found = configFiles.filter((name) => existsSync(join(root, name)));
  const [file] = found;
  if (file !== undefined && found.length > 1) {
    throw failures.E_CONFIG_INVALID({ file, problems: [`${found.join(" and ")} are both there: keep one`] });
  }
  return file;
}

/** A document as a configuration. Throws `E_CONFIG_INVALID` with all problems, each with its line where the file's text states it. */
export function parseConfig(document: unknown, file: string, text = ""): Config {
  const validate = openAjv().compile<Config>(configSchema);
  if (validate(document)) return possible(document, file);
  const places = keyPlaces(text);
  const problems = (validate.errors ?? []).filter(isLeaf).map((error) => toProblem(error, file, places));
  throw failures.E_CONFIG_INVALID({ file, problems });
}

/** What each value allows, and all together do not. */
function possible(config: Config, file: string): Config {
  const problems = [
    ...pageProblems(config),
    ...canaryProblems(config),
    ...containerProblems(config),
    ...publisherProblems(config),
  ];
  if (problems.length > 0) throw failures.E_CONFIG_INVALID({ file, problems });
  return config;
}

function pageProblems(config: Config): readonly string[] {
  const { page, announce = {} } = config;
  const wanted = [
    announce.comments === true ? "comments" : [],
    announce.discussion === undefined ? [] : "discussion",
  ].flat();
  if (page?.kind !== "directory") return [];
  return wanted.map((key) => `announce.${key} needs a page whose kind is "github"`);
}

function canaryProblems({ smoke: { canary } = {} }: Config): readonly string[] {
  return (canary === false ? [] : (canary ?? [])).flatMap((line, index) => {
    const split = splitCommand(line);
    return "problem" in split ? [`smoke.canary.${index} is no command: ${split.problem}`] : [];
  });
}

function containerProblems({ containers = [] }: Config): readonly string[] {
  const images = containers.map(({ image }) => image);
  return containers.flatMap(({ image, build }, index) => {
    const twice = images.indexOf(image) < index ? [`containers.${index}.image ${image} is there twice`] : [];
    const split = typeof build === "string" ? splitCommand(build) : { words: build };
    return [...twice, ...("problem" in split ? [`containers.${index}.build is no command: ${split.problem}`] : [])];
  });
}

function publisherProblems({ publishers = [] }: Config): readonly string[] {
  const names = publishers.map(({ name }) => name);
  return names.flatMap((name, index) => {
    const wrong = names.indexOf(name) < index ? "is the name of another publisher" : publisherNameProblem(name);
    return wrong === undefined ? [] : [`publishers.${index}.name ${JSON.stringify(name)} ${wrong}`];
  });
}

function openAjv(): Ajv {
  const ajv = new Ajv({ allErrors: true, strict: false, verbose: true });
  ajv.addFormat("date", isDay);
  ajv.addKeyword({
    keyword: "needsOneOf",
    type: "object",
    schemaType: "array",
    validate: (keys: readonly string[], value: object) => keys.some((key) => key in value),
  });
  ajv.addKeyword({ keyword: "isImage", validate: (_: true, value: unknown) => isImage(value) });
  ajv.addKeyword({ keyword: "isPublisher", validate: (_: true, value: unknown) => isPublisher(value) });
  return ajv;
}

function isImage(value: unknown): boolean {
  return typeof value === "string" && parseImage(value) !== undefined;
}

function isPublisher(value: unknown): boolean {
  if (typeof value !== "object" || value === null || !("name" in value) || !("resources" in value)) return false;
  const rehearsal: unknown = "rehearsal" in value ? value.rehearsal : undefined;
  return (
    typeof value.name === "string" &&
    typeof value.resources === "function" &&
    (rehearsal === undefined || typeof rehearsal === "function")
  );
}

/** A day of the calendar, `YYYY-MM-DD`. */
function isDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/u.test(day) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

async function load(path: string, file: string): Promise<unknown> {
  try {
    return await loadConfigFile(path);
  } catch (error) {
    throw failures.E_CONFIG_INVALID(
      { file, problems: [error instanceof Error ? error.message : String(error)] },
      { cause: error },
    );
  }
}

function isLeaf(error: ErrorObject): boolean {
  return error.keyword !== "anyOf" && error.keyword !== "if";
}

function toProblem(error: ErrorObject, file: string, places: ReadonlyMap<string, Place>): string {
  const path = error.instancePath.slice(1).replaceAll("/", ".").replaceAll("~1", "/").replaceAll("~0", "~");
  const unknown = error.keyword === "additionalProperties" ? String(error.params["additionalProperty"]) : undefined;
  const line = lineOf(unknown === undefined ? error.instancePath : `${error.instancePath}/${unknown}`, places);
  return `${line === undefined ? "" : `${file}:${line}  `}${path || "the configuration"} ${toWords(error)}`;
}

function toWords({ keyword, params, schema, parentSchema, message = "is wrong" }: ErrorObject): string {
  switch (keyword) {
    case "additionalProperties":
      return unknownKey(String(params["additionalProperty"]), parentSchema);
    case "const":
      return `must be ${JSON.stringify(params["allowedValue"])}`;
    case "enum":
      return `must be one of ${(params["allowedValues"] as readonly unknown[]).join(", ")}`;
    case "format":
      return `must be a ${String(params["format"])}`;
    case "pattern":
      return typeof parentSchema?.["description"] === "string" ? `must be ${parentSchema["description"]}` : message;
    case "isImage":
      return "must be an image with its registry and without a tag, as ghcr.io/acme/app";
    case "isPublisher":
      return "must be a publisher: an object with a name and a function resources, which releaser.config.ts alone can hold";
    case "needsOneOf":
      return `must state at least one of ${(schema as readonly string[]).join(", ")}`;
    default:
      return message;
  }
}

/** With the known key of the same object that was most likely meant. */
function unknownKey(key: string, parentSchema: ErrorObject["parentSchema"]): string {
  const known = Object.keys((parentSchema?.["properties"] ?? {}) as Readonly<Record<string, unknown>>);
  const near = nearest(key, known);
  return `has an unknown key "${key}"${near === undefined ? "" : `; did you mean "${near}"?`}`;
}

/** The line of a value, else of the nearest that holds it. */
function lineOf(pointer: string, places: ReadonlyMap<string, Place>): number | undefined {
  if (pointer === "") return undefined;
  return places.get(pointer)?.line ?? lineOf(pointer.slice(0, pointer.lastIndexOf("/")), places);
}
