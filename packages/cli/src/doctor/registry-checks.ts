import { readReadiness, type Readiness } from "@releaser/publishers";
import type { Workspace } from "@releaser/core";
import type { Context } from "../context.ts";
import { ownRegistries } from "../release/own-registries.ts";
import type { Answer, Check } from "./check.ts";

/** What each registry says of the public packages that it is to take. */
export function registryChecks(context: Context, workspace: Workspace): readonly Check[] {
  const registry = context.registry.withOwn(ownRegistries(workspace));
  const skipped = workspace.changesets?.skipped ?? new Set<string>();
  const names = [...workspace.packages.values()]
    .filter((one) => !one.private && one.version !== undefined && one.name !== "" && !skipped.has(one.name))
    .map(({ name }) => name);
  return [...Map.groupBy(names, (name) => registry.urlOf(name))].flatMap(([url, own]) => {
    const { host, pathname } = new URL(url);
    const [first, ...more] = own;
    if (first === undefined) return [];
    return {
      id: `registry:${host}${pathname.replace(/\/$/u, "")}`,
      title: `asking ${host} about ${own.length} packages`,
      look: async () => toAnswer(await readReadiness({ registry, names: [first, ...more], env: context.env }), own),
    };
  });
}

function toAnswer({ by, account, unknown, trust, failures }: Readiness, names: readonly string[]): Answer {
  if (failures.length > 0) return { is: "missing", failures };
  const [first = ""] = names;
  const known = `knows ${names.length - unknown.length} of ${names.length}`;
  switch (by) {
    case "credentials":
      return { is: "sound", note: `${known}; published as ${account ?? "the account of the npmrc"}` };
    case "identity":
      return { is: "sound", note: `${known}; it trusts this workflow` };
    case "nothing":
      return {
        is: "unknown",
        note: `${known}; which workflow it trusts is told to maintainers alone`,
        who: "Integrator/Owner",
        next: `npm trust list ${first}; where nothing is listed, ${trust}, for each package`,
      };
  }
}
