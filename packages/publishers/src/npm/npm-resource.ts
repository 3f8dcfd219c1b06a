import { stat } from "node:fs/promises";
import { type Observation, type Resource, sha512Integrity } from "@releaser/core";
import { distTagFor } from "./dist-tag.ts";
import { failures } from "../failures.ts";
import type { NpmRegistry } from "./npm-registry.ts";
import { packumentWith } from "./packument-with.ts";
import type { Packument } from "./packument.ts";
import { type ProvenanceSetting, servesProvenance } from "./provenance.ts";
import { readTarball } from "../packed/read-tarball.ts";

export interface NpmResourceOptions {
  readonly registry: NpmRegistry;
  readonly name: string;
  readonly version: string;
  /** The packed file. */
  readonly file: string;
  /** Its SHA-512 in the form `sha512-…`. */
  readonly integrity: string;
  readonly access: "public" | "restricted" | undefined;
  /** The dist-tag that the manifest or the configuration names; else it is chosen by {@link distTagFor}. */
  readonly configuredTag?: string | undefined;
  /** Whether with a provenance statement, which is then looked for at the registry; false unless told. */
  readonly provenance?: ProvenanceSetting;
  /** Whether the file is published at once, or sent into staging; `publish` unless told. */
  readonly send?: "publish" | "stage";
  readonly after?: readonly string[];
  /** Milliseconds that the packument may lag behind; 300 s unless told. */
  readonly settle?: number;
}

/** What the registry holds under a name and version. */
export interface NpmSeen {
  readonly integrity: string | undefined;
}

/**
 * A version on a registry with the packed bytes, id `npm:<name>@<version>`. Equal where both the packument states their SHA-512
 * and what is downloaded has it; other bytes, sha1 alone and a version that was taken away are conflicts
 * (`E_PUBLISHED_MISMATCH`, `E_VERSION_BURNT`).
 */
export function npmResource(options: NpmResourceOptions): Resource<NpmSeen> {
  const { registry, name, version, file, integrity, access, configuredTag, after, send = "publish" } = options;
  const { provenance = false } = options;
  const id = `${name}@${version}`;
  let isPromised = provenance === true;
  return {
    id: `npm:${id}`,
    stage: "published",
    title: `publishing ${id}`,
    ...(after && { after }),
    settle: options.settle ?? 300_000,
    observe: async () => {
      const seen = await observe(options);
      return seen.is === "equal" && isPromised ? await observeProvenance(options, seen) : seen;
    },
    apply: async () => {
      const manifest = await readTarball(file);
      if (manifest.name !== name || manifest.version !== version) {
        throw failures.E_PACKED_MISMATCH({
          name,
          version,
          why: `the tarball says ${manifest.name}@${manifest.version}`,
        });
      }
      // Asked for at the last moment, because a release of another branch may have moved `latest` meanwhile.
      const latest = (await registry.packument(name, { short: true }))?.["dist-tags"]["latest"];
      const tag = distTagFor({ version, latest, ...(configuredTag !== undefined && { configured: configuredTag }) });
      const sent = await registry[send]({ file, integrity, manifest, access, tag, provenance });
      isPromised ||= sent.provenance;
    },
    describe: () => "sha512 equal",
  };
}

async function observe({
  registry,
  name,
  version,
  file,
  integrity,
}: NpmResourceOptions): Promise<Observation<NpmSeen>> {
  const id = `${name}@${version}`;
  const packument = await packumentWith(registry, { name, version });
  const stated = observePublished(packument, { id, version, integrity, registry: registry.urlOf(name) });
  const published = packument?.versions[version];
  if (stated.is !== "equal" || published === undefined) return stated;
  const { size } = await stat(file);
  const found = (await registry.served(name, published, size)) ?? `that of more than ${size} bytes`;
  if (found === integrity) return stated;
  const mismatch = { id, expected: integrity, found, where: "downloaded" } as const;
  return differs({ integrity: found }, failures.E_PUBLISHED_MISMATCH(mismatch).failure);
}

/** A statement is served somewhat later than the version, so its absence is waited for before it is told. */
async function observeProvenance(
  { registry, name, version, integrity }: NpmResourceOptions,
  seen: Observation<NpmSeen>,
): Promise<Observation<NpmSeen>> {
  if (await servesProvenance(registry, { name, version, integrity })) return seen;
  const { failure } = failures.E_NPM_PROVENANCE_ABSENT({ id: `${name}@${version}`, registry: registry.urlOf(name) });
  return { is: "pending", why: "its provenance statement is not there yet", until: new Date(0), failure };
}

interface Expected {
  readonly id: string;
  readonly version: string;
  readonly integrity: string;
  readonly registry: string;
}

/** Judges a packument: what is there under the version, and is it the packed file? */
export function observePublished(packument: Packument | undefined, expected: Expected): Observation<NpmSeen> {
  const { id, version, integrity, registry } = expected;
  const published = packument?.versions[version];
  if (!published) {
    if (packument?.time[version] === undefined) return { is: "absent" };
    return differs({ integrity: undefined }, failures.E_VERSION_BURNT({ id, registry }).failure);
  }
  const found = published.integrity;
  if (found !== undefined && found === sha512Integrity(integrity)) return { is: "equal", seen: { integrity: found } };
  const mismatch = { id, expected: integrity, found: found ?? "sha1 alone", where: "stated" } as const;
  return differs({ integrity: found }, failures.E_PUBLISHED_MISMATCH(mismatch).failure);
}

function differs(seen: NpmSeen, failure: ReturnType<typeof failures.E_VERSION_BURNT>["failure"]): Observation<NpmSeen> {
  return { is: "different", seen, why: failure.why, replaceable: false, failure };
}
