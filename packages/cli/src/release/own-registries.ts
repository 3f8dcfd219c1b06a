import type { Workspace } from "@releaser/core";
import { readPublishSettings } from "@releaser/publishers";

/** Packages whose manifests name a registry of their own, for themselves or for their scope. */
export function ownRegistries({ packages }: Workspace): ReadonlyMap<string, string> {
  return new Map(
    [...packages.values()].flatMap(({ name, manifest: { publishConfig } }) => {
      const read = readPublishSettings({ name, publishConfigs: [publishConfig], access: undefined });
      const { registry } = read.settings;
      return registry === undefined ? [] : [[name, registry] as const];
    }),
  );
}
