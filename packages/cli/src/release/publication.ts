import { type ProvenanceSetting, type Publication, readPublishSettings } from "@releaser/publishers";
import type { Config } from "../config/config.ts";
import type { Tarball } from "./packed-release.ts";
import type { Train } from "./train.ts";

/** How a packed package is published: what its manifest in the work tree says, then the packed one, then Changesets' `access`. */
export function publicationOf({ workspace }: Pick<Train, "workspace">, tarball: Tarball): Publication {
  const { release, file, integrity, manifest } = tarball;
  const { name, to: version } = release;
  const own = workspace.packages.get(name)?.manifest.publishConfig;
  const { changesets } = workspace;
  const access = changesets === undefined ? "public" : changesets.config.access;
  const read = readPublishSettings({ name, publishConfigs: [own, manifest["publishConfig"]], access });
  return { name, version, file, integrity, ...read };
}

/** Whether a package is published with provenance: never where the configuration says so, else as its manifest has it, else as the configuration does. */
export function provenanceOf({ npm }: Pick<Config, "npm">, stated: boolean | undefined): ProvenanceSetting {
  return npm?.provenance === false ? false : (stated ?? npm?.provenance ?? "auto");
}
