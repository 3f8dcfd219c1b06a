import type { Dependency, Location, LockedField, LockedImporter, Package, Workspace } from "@releaser/core";
import { inManifest } from "./catalogs.ts";

/** One dependency of which the lockfile says something else than the manifest. */
export interface LockedDifference {
  /** The key in the manifest. */
  readonly key: string;
  readonly at: Location;
  readonly message: string;
}

// The order in which pnpm lists a dependency that stands in several fields: under the first of them alone.
const fields: readonly LockedField[] = ["optionalDependencies", "dependencies", "devDependencies"];

/**
 * What pnpm would find out of date in one folder. Silent on what it rewrites before it locks: overridden names, whose specifier
 * is the override's, links, which a setting leaves out, and peers, which it may add to `dependencies`.
 */
export function differencesOf(
  workspace: Workspace,
  pkg: Package,
  importer: LockedImporter | undefined,
): readonly LockedDifference[] {
  const forced = new Set(workspace.overrides.map(({ name }) => name));
  const wanted = wantedOf(pkg);
  const of = fields.flatMap((field) => {
    const has = importer?.[field] ?? new Map<string, string>();
    const asked = wanted.get(field) ?? [];
    const judged = asked.filter(({ key, raw }) => !forced.has(key) && !(isLink(raw) && !has.has(key)));
    return judged.flatMap((dep) => {
      const { key, raw } = dep;
      const specifier = has.get(key);
      if (specifier === raw.trim() || specifier === raw) return [];
      return [
        {
          key,
          at: inManifest(pkg, dep),
          message: `${key} is ${raw} in ${field} here, ${specifier === undefined ? "but not in" : `but ${specifier} in`} the lockfile`,
        },
      ];
    });
  });
  return [...of, ...leftOver(pkg, { importer, wanted, forced })];
}

type WantedFields = ReadonlyMap<LockedField, readonly Dependency[]>;

function wantedOf(pkg: Package): WantedFields {
  const taken = new Set<string>();
  return new Map(
    fields.map((field) => {
      const own = pkg.dependencies.filter((dep) => dep.field === field && !taken.has(dep.key));
      for (const { key } of own) taken.add(key);
      return [field, own];
    }),
  );
}

function leftOver(
  pkg: Package,
  {
    importer,
    wanted,
    forced,
  }: {
    readonly importer: LockedImporter | undefined;
    readonly wanted: WantedFields;
    readonly forced: ReadonlySet<string>;
  },
): readonly LockedDifference[] {
  const peers = new Set(pkg.dependencies.filter(({ field }) => field === "peerDependencies").map(({ key }) => key));
  return fields.flatMap((field) => {
    const asked = new Set(wanted.get(field)?.map(({ key }) => key));
    const extra = [...(importer?.[field] ?? [])].filter(
      ([key]) => !asked.has(key) && !forced.has(key) && !(field === "dependencies" && peers.has(key)),
    );
    return extra.map(([key, specifier]) => ({
      key,
      at: { file: pkg.manifestFile, pointer: `/${field}` },
      message: `${key} is not in ${field} here, but ${specifier} in the lockfile`,
    }));
  });
}

function isLink(raw: string): boolean {
  return raw.startsWith("link:") || raw.startsWith("file:");
}
