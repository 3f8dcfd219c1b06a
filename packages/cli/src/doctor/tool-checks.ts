import { delimiter, join } from "node:path";
import { existsSync } from "node:fs";
import semver from "semver";
import { checkVerdaccio } from "@releaser/publishers/embedded-registry";
import type { PackageManager } from "@releaser/core";
import manifest from "../../package.json" with { type: "json" };
import type { Context } from "../context.ts";
import { failures } from "../failures.ts";
import type { Answer, Check } from "./check.ts";

type Edges = Pick<Context, "env" | "exec" | "root">;

/** The programs that a release starts, and verdaccio, which rehearsals need. */
export function toolChecks(edges: Edges, packageManager: PackageManager): readonly Check[] {
  return [
    {
      id: "tool:node",
      title: "looking at Node",
      look: async () => await Promise.resolve(judge("node", process.version, manifest.engines.node)),
    },
    program(edges, { tool: "git", args: ["--version"], wanted: ">=2.34" }),
    program(edges, { tool: "ssh", args: ["-V"], wanted: ">=8.7" }),
    packageManagerCheck(edges, packageManager),
    {
      id: "tool:verdaccio",
      title: "looking for the registry of rehearsals",
      look: async () => {
        checkVerdaccio();
        return await Promise.resolve({ is: "sound", note: "for rehearsals" });
      },
    },
  ];
}

interface Program {
  readonly tool: string;
  readonly args: readonly string[];
  /** A semver range. */
  readonly wanted: string;
}

function program({ exec, env, root }: Edges, { tool, args, wanted }: Program): Check {
  return {
    id: `tool:${tool}`,
    title: `looking at ${tool}`,
    look: async () => {
      const said = await exec(tool, args, { cwd: root, env }).catch(() => undefined);
      // ssh tells its version on standard error.
      return judge(tool, said === undefined ? undefined : `${said.stdout}\n${said.stderr}`, wanted);
    },
  };
}

function judge(tool: string, said: string | undefined, wanted: string): Answer {
  const found = semver.coerce(/\d+\.\d+(?:\.\d+)?/u.exec(said ?? "")?.[0]);
  if (found === null && said !== undefined) {
    return { is: "unknown", note: `${tool} tells no version`, who: "you", next: `see that it is ${wanted}` };
  }
  if (found !== null && semver.satisfies(found, wanted)) return { is: "sound", note: found.version };
  throw failures.E_TOOL({ tool, found: found?.version ?? null, wanted });
}

/** It is not started here: with a pin of another version it would fetch that one first. */
function packageManagerCheck({ env }: Edges, packageManager: PackageManager): Check {
  return {
    id: `tool:${packageManager}`,
    title: `looking for ${packageManager}`,
    look: async () => {
      const folder = (env["PATH"] ?? "").split(delimiter).find((dir) => existsSync(join(dir, packageManager)));
      if (folder !== undefined) return await Promise.resolve({ is: "sound", note: "is on PATH" });
      if (packageManager === "pnpm") return { is: "sound", note: "not on PATH: npx brings it each time" };
      throw failures.E_TOOL({ tool: packageManager, found: null, wanted: "*" });
    },
  };
}
