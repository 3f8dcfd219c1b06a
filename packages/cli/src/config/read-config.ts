import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Ajv, type ErrorObject } from "ajv";
import { failures } from "../failures.ts";
import type { Config } from "./config.ts";
import { configSchema } from "./config-schema.ts";

const names = [
  "releaser.config.ts",
  "releaser.config.mts",
  "releaser.config.js",
  "releaser.config.mjs",
  "releaser.config.json",
] as const;

/** The configuration of a repository, and the file it came from; empty where there is none. Throws `E_CONFIG_INVALID` with all problems. */
export async function readConfig(
  root: string,
): Promise<{ readonly config: Config; readonly file: string | undefined }> {
  const found = names.filter((name) => existsSync(join(root, name)));
  const [file] = found;
  if (file === undefined) return { config: {}, file };
  if (found.length > 1) {
    throw failures.E_CONFIG_INVALID({ file, problems: [`${found.join(" and ")} are both there: keep one`] });
  }
  return { config: parseConfig(await load(join(root, file), file), file), file };
}

/** A document as a configuration. Throws `E_CONFIG_INVALID` with all problems. */
export function parseConfig(document: unknown, file: string): Config {
  const validate = new Ajv({ allErrors: true, strict: false }).compile<Config>(configSchema);
  if (validate(document)) return document;
  throw failures.E_CONFIG_INVALID({ file, problems: (validate.errors ?? []).filter(isLeaf).map(toProblem) });
}

async function load(path: string, file: string): Promise<unknown> {
  try {
    if (file.endsWith(".json")) return JSON.parse(readFileSync(path, "utf8"));
    const module = (await import(pathToFileURL(path).href)) as { readonly default?: unknown };
    return module.default;
  } catch (error) {
    throw failures.E_CONFIG_INVALID(
      { file, problems: [error instanceof Error ? error.message : String(error)] },
      { cause: error },
    );
  }
}

function isLeaf(error: ErrorObject): boolean {
  return error.keyword !== "anyOf";
}

function toProblem(error: ErrorObject): string {
  const place = error.instancePath.slice(1).replaceAll("/", ".") || "the configuration";
  const unknown = error.keyword === "additionalProperties" ? ` "${String(error.params["additionalProperty"])}"` : "";
  return `${place} ${error.message ?? "is wrong"}${unknown}`;
}
