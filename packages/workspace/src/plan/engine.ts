import { pathToFileURL } from "node:url";
import { hasErrorCode, type Planner } from "@releaser/core";
import type { Engine, EngineConfig, EnginePlan, EngineWorkspace } from "./engine-types.ts";
import { failures } from "../failures.ts";
import { findPlanner, type FoundPlanner } from "./planner-of.ts";

type Call = (...args: readonly unknown[]) => unknown;

/**
 * Loads the Changesets that plans a repository; its other parts are loaded when they are first called. Throws
 * `E_CHANGESETS_UNSUPPORTED` for a major other than 2 and 3.
 */
export async function openEngine(engineRoot: string): Promise<Engine> {
  const found = findPlanner(engineRoot);
  if (found.major !== 2 && found.major !== 3) {
    throw failures.E_CHANGESETS_UNSUPPORTED({ version: found.version, why: "Releaser knows the majors 2 and 3" });
  }
  const assemble = await loadAssemble(found);
  const toPackages = found.major === 2 ? toPackages2 : toPackages3;
  const planner: Planner = { name: found.name, version: found.version, from: found.from };
  const refuse = (error: unknown): Error =>
    failures.E_PLANNER_REFUSED({ planner: `${found.name} ${found.version}`, said: words(error) });
  return {
    planner,
    major: found.major,
    configure: async (written, workspace) => {
      const configure = await loadConfigure(found);
      return parseConfigured(found.major, () => configure(written, toPackages(workspace)));
    },
    assemble: ({ changesets, workspace, config, pre, snapshot }) => {
      try {
        return assemble(structuredClone(changesets), toPackages(workspace), config, pre, snapshot) as EnginePlan;
      } catch (error) {
        throw refuse(error);
      }
    },
    apply: async ({ plan, workspace, config, snapshot }) => {
      const apply = await loadApply(found);
      try {
        return (await apply(
          plan,
          toPackages(workspace),
          config,
          snapshot && (snapshot.tag ?? true),
        )) as readonly string[];
      } catch (error) {
        throw refuse(error);
      }
    },
  };
}

async function loadAssemble(found: FoundPlanner): Promise<Call> {
  const loaded: unknown = await (found.from === "bundled"
    ? import("@changesets/assemble-release-plan")
    : import(locatePart(found, "@changesets/assemble-release-plan")));
  return parseExport(loaded, ["assembleReleasePlan", "default"]);
}

async function loadConfigure(found: FoundPlanner): Promise<Call> {
  const loaded: unknown = await (found.from === "bundled"
    ? import("@changesets/config")
    : import(locatePart(found, "@changesets/config")));
  return parseExport(loaded, [found.major === 2 ? "parse" : "validateConfig"]);
}

async function loadApply(found: FoundPlanner): Promise<Call> {
  const loaded: unknown = await (found.from === "bundled"
    ? import("@changesets/apply-release-plan")
    : import(locatePart(found, "@changesets/apply-release-plan")));
  return parseExport(loaded, ["applyReleasePlan", "default"]);
}

/** A sibling of an installed command line. An installation that was cut off has none. */
function locatePart({ version, resolve }: FoundPlanner, name: string): string {
  try {
    return pathToFileURL(resolve(name)).href;
  } catch (error) {
    if (!hasErrorCode(error, "MODULE_NOT_FOUND")) throw error;
    const why = `${name}, which it needs, is not installed beside it; install the dependencies again`;
    throw failures.E_CHANGESETS_UNSUPPORTED({ version, why }, { cause: error });
  }
}

/** The first of some exports that is a function, also where CommonJS hides it below one or two defaults. */
function parseExport(loaded: unknown, names: readonly string[]): Call {
  const layers = [loaded, property(loaded, "default"), property(property(loaded, "default"), "default")];
  const found = names
    .flatMap((name) => layers.map((layer) => property(layer, name)))
    .find((value) => typeof value === "function");
  if (found === undefined) throw failures.E_CHANGESETS_UNSUPPORTED({ version: "", why: `it has no ${names[0]}` });
  return found as Call;
}

function property(value: unknown, name: string): unknown {
  return (typeof value === "object" && value !== null) || typeof value === "function"
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

/** Version 2 throws one error with a line for each problem, version 3 returns a list. */
function parseConfigured(major: number, configure: () => unknown): EngineConfig {
  try {
    const result = configure();
    if (major === 2) return result as EngineConfig;
    const { config, errors } = result as { readonly config?: EngineConfig; readonly errors?: readonly string[] };
    if (config !== undefined) return config;
    throw failures.E_CHANGESETS_CONFIG({ problems: errors ?? [] });
  } catch (error) {
    if (!(error instanceof Error) || error.name === "ReleaserError") throw error;
    throw failures.E_CHANGESETS_CONFIG({ problems: words(error).split("\n") });
  }
}

function toPackages3({ rootDir, root, packages, tool }: EngineWorkspace): unknown {
  return { rootDir, rootPackage: root, packages: [...packages], tool: { type: tool } };
}

function toPackages2({ root, packages, tool }: EngineWorkspace): unknown {
  return { root, packages: [...packages], tool };
}

function words(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 4000);
}
