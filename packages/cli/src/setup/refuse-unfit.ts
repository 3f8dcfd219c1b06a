import { existsSync } from "node:fs";
import { join } from "node:path";
import { parse as parseJson, type ParseError, printParseErrorCode } from "jsonc-parser";
import { isRecord } from "@releaser/core";
import type { Root } from "@releaser/workspace";
import { parse as parseYaml } from "yaml";
import { readIfThere } from "../release/read-if-there.ts";
import { setupFiles } from "./facts.ts";
import { toUnfit } from "./to-unfit.ts";

/** Throws `E_SETUP_UNFIT` for a repository that cannot be released with Releaser as it is, with what would change that. */
export function refuseUnfit({ root, packageManager }: Root): void {
  if (packageManager === "bun") throw toUnfit({ is: "bun" });
  const pnp = findPnp(root);
  if (pnp !== undefined) throw toUnfit({ is: "pnp", file: pnp });
  const globs = lernaGlobs(root);
  if (globs !== undefined) throw toUnfit({ is: "lerna", globs });
}

/** Throws `E_SETUP_UNFIT` for a file that is to be edited and is no JSON: comments count as JSON where its readers take them. */
export function refuseUnreadable(texts: ReadonlyMap<string, string>): void {
  for (const file of [setupFiles.manifest, setupFiles.sentinel, setupFiles.nx]) {
    const problems: ParseError[] = [];
    const isLoose = file === setupFiles.nx;
    const text = (texts.get(file) ?? "{}").replace(/^\uFEFF/u, "");
    const value: unknown = parseJson(text, problems, {
      disallowComments: !isLoose,
      allowTrailingComma: isLoose,
    });
    const [first] = problems;
    const why = first === undefined ? undefined : `it is no JSON: ${describe(first, text)}`;
    if (why !== undefined || !isRecord(value)) {
      throw toUnfit({ is: "file", file, why: why ?? "it holds no object" });
    }
  }
}

/** `property name expected in line 2`. */
function describe({ error, offset }: ParseError, text: string): string {
  const words = printParseErrorCode(error).replaceAll(/(?<=[a-z])(?=[A-Z])/gu, " ");
  return `${words.toLowerCase()} in line ${text.slice(0, offset).split("\n").length}`;
}

/** The file that says so, where yarn installs without `node_modules`. */
function findPnp(root: string): string | undefined {
  const made = [".pnp.cjs", ".pnp.js"].find((file) => existsSync(join(root, file)));
  if (made !== undefined) return made;
  const settings = readSettings(readIfThere(join(root, ".yarnrc.yml")) ?? "");
  return isRecord(settings) && settings["nodeLinker"] === "pnp" ? ".yarnrc.yml" : undefined;
}

function readSettings(text: string): unknown {
  try {
    return parseYaml(text);
  } catch {
    // Whether yarn can read it is for yarn to say.
    return undefined;
  }
}

/** What lerna.json names as packages, where no package manager does. */
function lernaGlobs(root: string): readonly string[] | undefined {
  const lerna: unknown = parseJson(readIfThere(join(root, "lerna.json")) ?? "");
  if (!isRecord(lerna) || existsSync(join(root, "pnpm-workspace.yaml"))) return undefined;
  const manifest: unknown = parseJson(readIfThere(join(root, setupFiles.manifest)) ?? "");
  if (isRecord(manifest) && manifest["workspaces"] !== undefined) return undefined;
  const { packages } = lerna;
  return Array.isArray(packages) ? packages.filter((one) => typeof one === "string") : ["packages/*"];
}
