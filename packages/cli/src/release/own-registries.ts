import type { Workspace } from "@releaser/core";

/** Packages whose manifests name a registry of their own. */
export function ownRegistries({ packages }: Workspace): ReadonlyMap<string, string> {
  return new Map(
    [...packages.values()].flatMap(({ name, manifest }) => {
      const own = manifest.publishConfig?.["registry"];
      return typeof own === "string" ? [[name, own] as const] : [];
    }),
  );
}
