import { join } from "node:path";
import type { EmbeddedRegistryOptions } from "./embedded-registry.ts";

interface PackageRule {
  readonly access: string;
  readonly publish: string;
  readonly proxy?: string;
}

/** The part of verdaccio's configuration that is used here. */
export interface RegistrySettings {
  readonly configPath: string;
  readonly self_path: string;
  readonly storage: string;
  readonly packages: Readonly<Record<string, PackageRule>>;
  readonly uplinks: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly [setting: string]: unknown;
}

/** A registry without web page, users and log, in which the given names live alone and all others come from upstream. */
export function registrySettings(options: Omit<EmbeddedRegistryOptions, "port">): RegistrySettings {
  const { dir, names, upstream, publishers = "$all" } = options;
  const rule: PackageRule = { access: "$all", publish: publishers };
  return {
    configPath: join(dir, "config.yaml"),
    self_path: dir,
    storage: join(dir, "storage"),
    packages: {
      ...Object.fromEntries(names.map((name) => [name, rule])),
      "**": upstream === undefined ? rule : { ...rule, proxy: "upstream" },
    },
    uplinks:
      upstream === undefined ? {} : { upstream: { url: upstream, timeout: "30s", max_fails: 20, fail_timeout: "5s" } },
    web: { enable: false },
    auth: {},
    log: { type: "stdout", format: "json", level: "fatal" },
    max_body_size: "500mb",
    publish: { allow_offline: true },
  };
}
