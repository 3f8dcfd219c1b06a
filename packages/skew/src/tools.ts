import type { Dependency, Package, Workspace } from "@releaser/core";
import semver from "semver";
import { installed } from "./catalogs.ts";
import { entriesOf } from "./entries.ts";

/** What runs or checks the code everywhere, so that two majors of it are two opinions. */
export const defaultTools: readonly string[] = ["typescript"];

/** One tool and who asks for which major of it. */
export interface ToolUses {
  readonly tool: string;
  readonly majors: ReadonlyMap<number, readonly { readonly pkg: Package; readonly dep: Dependency }[]>;
}

/** The tools that packages of the workspace install, by the lowest major that each range admits. Peers install nothing. */
export function byTool(workspace: Workspace, tools: readonly string[] = defaultTools): readonly ToolUses[] {
  const asked = new Set(tools.filter((tool) => entriesOf(workspace).externals.has(tool)));
  if (asked.size === 0) return [];
  const uses = installed(workspace).flatMap((pkg) =>
    pkg.dependencies
      .filter((dep) => dep.field !== "peerDependencies" && asked.has(dep.key) && dep.name === dep.key)
      .flatMap((dep) => {
        const major = dep.range === undefined ? undefined : semver.minVersion(dep.range)?.major;
        return major === undefined || dep.range === "*" ? [] : [{ pkg, dep, major }];
      }),
  );
  return [...Map.groupBy(uses, ({ dep }) => dep.key)].map(([tool, of]) => ({
    tool,
    majors: Map.groupBy(of, ({ major }) => major),
  }));
}
