import { isAbsolute, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createRequire } from "node:module";
import type { resolve } from "import-meta-resolve";
import { hasErrorCode } from "@releaser/core";
import { failures } from "../failures.ts";

export interface ChangelogChoice {
  /** As the configuration has it after Changesets completed it. */
  readonly configured: false | readonly [string, unknown];
  /** Where the repository's own modules are resolved from. */
  readonly engineRoot: string;
  /** Absolute path or file URL of the module that stands in. */
  readonly ours: string;
  /** Whether ours is used even where the repository's own is there. */
  readonly always: boolean;
}

export interface ChosenChangelog {
  /** False where the repository wants no changelogs; otherwise an absolute path and the options. */
  readonly changelog: false | readonly [string, unknown];
  readonly notices: readonly string[];
}

/** Which module writes the package changelogs: the repository's own where it is there, ours otherwise and then said so; none where the configuration says so. */
export function chooseChangelog({ configured, engineRoot, ours, always }: ChangelogChoice): ChosenChangelog {
  if (configured === false) return { changelog: false, notices: [] };
  const [specifier, options] = configured;
  const own = locate(specifier, join(engineRoot, ".changeset"));
  if (own !== undefined && !always) return { changelog: [own, options], notices: [] };
  const reason = own === undefined ? `${specifier} cannot be found from ${engineRoot}` : `${specifier} was set aside`;
  return {
    changelog: [toPath(ours), null],
    notices: [`package changelogs are written by Releaser's own module: ${reason}`],
  };
}

/**
 * Loads a changelog module before anything is written, and resolves with the options that it is to be given: one that would
 * judge the tree is told not to, since whoever applies a plan has. Rejects with `E_CHANGELOG_MODULE` where it is none.
 */
export async function checkChangelog(path: string, options: unknown): Promise<unknown> {
  const loaded = await load(path);
  const layers = [loaded, member(loaded, "default"), member(member(loaded, "default"), "default")];
  const writes = (layer: unknown): boolean =>
    ["getReleaseLine", "getDependencyReleaseLine"].every((name) => typeof member(layer, name) === "function");
  const found = layers.find((layer) => writes(layer));
  if (found === undefined) {
    throw failures.E_CHANGELOG_MODULE({
      module: path,
      why: "it exports no getReleaseLine and getDependencyReleaseLine",
    });
  }
  return member(found, "judgesSkew") === true ? { ...(options as object | null), skew: false } : options;
}

async function load(path: string): Promise<unknown> {
  try {
    return await import(pathToFileURL(path).href);
  } catch (error) {
    throw failures.E_CHANGELOG_MODULE(
      { module: path, why: error instanceof Error ? error.message : String(error) },
      { cause: error },
    );
  }
}

function locate(specifier: string, from: string): string | undefined {
  const parent = join(from, "config.mjs");
  return (
    attempt(() => createRequire(parent).resolve(specifier)) ??
    attempt(() => fileURLToPath(openResolve()(specifier, pathToFileURL(parent).href)))
  );
}

/** Loaded where a module is looked for alone. */
function openResolve(): typeof resolve {
  return (createRequire(import.meta.url)("import-meta-resolve") as { readonly resolve: typeof resolve }).resolve;
}

const unresolved: readonly string[] = [
  "ERR_INVALID_MODULE_SPECIFIER",
  "ERR_MODULE_NOT_FOUND",
  "ERR_PACKAGE_IMPORT_NOT_DEFINED",
  "ERR_PACKAGE_PATH_NOT_EXPORTED",
  "ERR_UNSUPPORTED_DIR_IMPORT",
  "ERR_INVALID_URL_SCHEME",
  "ERR_INVALID_PACKAGE_CONFIG",
  "ERR_INVALID_PACKAGE_TARGET",
  "MODULE_NOT_FOUND",
];

function attempt(find: () => string): string | undefined {
  try {
    const found = find();
    return isAbsolute(found) ? found : undefined;
  } catch (error) {
    if (hasErrorCode(error, ...unresolved)) return undefined;
    throw error;
  }
}

function member(value: unknown, name: string): unknown {
  return (typeof value === "object" && value !== null) || typeof value === "function"
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

function toPath(module: string): string {
  return module.startsWith("file:") ? fileURLToPath(module) : module;
}
