import { publish } from "libnpmpublish";
import npmFetch, { type Options } from "npm-registry-fetch";
import { type Attestation, parseAttestations } from "./attestations.ts";
import { checkedBytes } from "./checked-bytes.ts";
import { failures } from "./failures.ts";
import { fetchBytes } from "./fetch-bytes.ts";
import { parseJson } from "./json-values.ts";
import type { PackedManifest } from "./packed-manifest.ts";
import { parsePackument, type Packument } from "./packument.ts";
import {
  readRegistryConfig,
  toRegistryUrl,
  type RegistryConfig,
  type RegistryConfigOptions,
} from "./registry-config.ts";
import { isPublishConflict, statusOf, toRegistryFailure } from "./registry-failure.ts";
import { writeAtomically } from "./write-atomically.ts";

export interface NpmPublication {
  /** The packed file; its very bytes are sent. */
  readonly file: string;
  /** SHA-512 in the form `sha512-…`; other bytes are not sent (`E_TARBALL_CHANGED`). */
  readonly integrity?: string;
  /** Read out of the packed file, never from the work tree. */
  readonly manifest: PackedManifest;
  readonly access: "public" | "restricted" | undefined;
  /** The dist-tag. */
  readonly tag: string;
}

export interface PackumentOptions {
  /** Without what an installation does not need, the times of publication among it; a tenth of the bytes. False unless told. */
  readonly short?: boolean;
  /** Milliseconds for the request; what `openNpmRegistry` was told, unless told. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}

/** A registry over HTTP. Its failures hold no token. */
export interface NpmRegistry {
  /** The registry that a package belongs to: its own, else its scope's, else the one for all. */
  urlOf(name: string): string;
  /** The same with packages that have a registry of their own (`publishConfig.registry`); a registry given to `openNpmRegistry` wins. */
  withOwn(registries: ReadonlyMap<string, string>): NpmRegistry;
  /** The whole packument unless told, asked for anew each time; undefined where the registry does not know the name. */
  packument(name: string, options?: PackumentOptions): Promise<Packument | undefined>;
  /** The registry's bytes of a version, written atomically. Throws `E_REGISTRY_ANSWER` where they do not fit its own integrity. */
  download(name: string, version: string, toFile: string): Promise<void>;
  /**
   * Sends a packed file. Resolves also where the registry says that the version is taken: whether with the same bytes, the
   * packument tells. Throws `E_NPM_AUTH`, `E_NPM_NAME_UNKNOWN`, `E_NPM_OTP`, `E_NPM_UNAVAILABLE` or `E_NPM_REFUSED`.
   */
  publish(publication: NpmPublication): Promise<void>;
  /** What was attested of a version; empty where the registry has nothing. Throws `E_REGISTRY_ANSWER` where its answer cannot be read. */
  attestations(name: string, version: string): Promise<readonly Attestation[]>;
}

export interface NpmRegistryOptions extends RegistryConfigOptions {
  /** Milliseconds for one request; 5 minutes unless told. */
  readonly fetchTimeout?: number;
}

const shortForm = "application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8, */*";
const largestPackument = 512 * 1024 ** 2;
const largestTarball = 1024 ** 3;
const largestAttestations = 64 * 1024 ** 2;

/** Opens the registries that the npmrc files name. Throws `E_NPM_CONFIG`. */
export function openNpmRegistry(options: NpmRegistryOptions): NpmRegistry {
  const config = readRegistryConfig(options);
  const fetching = toFetchOptions(config, options.fetchTimeout ?? 300_000);
  return toRegistry(fetching, config.pinned, new Map());
}

function toRegistry(fetching: FetchOptions, pinned: boolean, own: ReadonlyMap<string, string>): NpmRegistry {
  const optionsOf = (name: string): FetchOptions => {
    const stated = pinned ? undefined : own.get(name);
    return stated === undefined
      ? { ...fetching, registry: toRegistryUrl(npmFetch.pickRegistry(name, fetching)) }
      : { ...fetching, ...ownRegistry(name, stated) };
  };
  const packument: NpmRegistry["packument"] = (name, { short = false, timeout, signal } = {}) =>
    readPackument(name, short, {
      ...optionsOf(name),
      ...(timeout !== undefined && { timeout }),
      ...(signal && { signal }),
    });
  return {
    urlOf: (name) => optionsOf(name).registry,
    withOwn: (registries) => toRegistry(fetching, pinned, registries),
    packument,
    download: async (name, version, toFile) => {
      const options = optionsOf(name);
      const found = (await packument(name))?.versions[version];
      const id = `${name}@${version}`;
      if (!found) {
        const why = "the registry does not list this version";
        throw failures.E_NPM_UNAVAILABLE({ id, registry: options.registry, why });
      }
      await writeAtomically(toFile, await readTarballBytes({ id, ...found }, options));
    },
    publish: async (publication) => await send(publication, optionsOf(publication.manifest.name)),
    attestations: async (name, version) => await readAttestations(`${name}@${version}`, optionsOf(name)),
  };
}

type FetchOptions = Options & { readonly registry: string };

function toFetchOptions(
  { registry, lines, ca, strictSSL, proxy, noProxy }: RegistryConfig,
  timeout: number,
): FetchOptions {
  return {
    ...lines,
    registry,
    timeout,
    fetchRetries: 0,
    ...(ca && { ca: [...ca] }),
    ...(strictSSL === false && { strictSSL }),
    ...(proxy !== undefined && { proxy }),
    ...(noProxy !== undefined && { noProxy }),
  };
}

/** `publishConfig.registry` wins over the scope's line. */
function ownRegistry(name: string, registry: string): FetchOptions {
  const url = toRegistryUrl(registry);
  const scope = /^@[^/]+/u.exec(name)?.[0];
  return { registry: url, ...(scope !== undefined && { [`${scope}:registry`]: url }) };
}

async function readPackument(name: string, short: boolean, options: FetchOptions): Promise<Packument | undefined> {
  const { registry } = options;
  const address = registry + name.replace("/", "%2f");
  const headers = { accept: short ? shortForm : "application/json", "cache-control": "no-cache" };
  const text = await fetchBytes(address, { ...options, headers }, largestPackument).catch((error: unknown) => {
    if (statusOf(error) === 404) return undefined;
    throw toRegistryFailure(error, { id: name, registry, method: "GET" });
  });
  if (text === undefined) return undefined;
  const parsed = parsePackument(name, parseJson(text.toString("utf8")));
  if (!parsed) {
    throw failures.E_REGISTRY_ANSWER({ id: name, registry, why: `${address} did not give the packument of ${name}` });
  }
  return parsed;
}

/** At the registry itself, wherever its packument says that they are: a token goes nowhere else. */
async function readAttestations(id: string, options: FetchOptions): Promise<readonly Attestation[]> {
  const { registry } = options;
  const address = `${registry}-/npm/v1/attestations/${id.replace("/", "%2f")}`;
  const text = await fetchBytes(address, options, largestAttestations).catch((error: unknown) => {
    if (statusOf(error) === 404) return undefined;
    throw toRegistryFailure(error, { id, registry, method: "GET" });
  });
  const parsed = text === undefined ? [] : parseAttestations(parseJson(text.toString("utf8")));
  if (parsed) return parsed;
  throw failures.E_REGISTRY_ANSWER({ id, registry, why: `${address} did not give attestations` });
}

async function readTarballBytes(
  version: { readonly id: string; readonly tarball: string; readonly integrity: string | undefined },
  options: FetchOptions,
): Promise<Buffer> {
  const { id, tarball, integrity } = version;
  const where = { id, registry: options.registry, method: "GET" as const };
  if (integrity === undefined) {
    throw failures.E_REGISTRY_ANSWER({ ...where, why: "it gives no SHA-512 for this version" });
  }
  const address = sameOrigin(tarball, options.registry);
  return fetchBytes(address, { ...options, integrity }, largestTarball).catch((error: unknown) => {
    throw toRegistryFailure(error, where);
  });
}

/** Registries hand out http addresses of their own host behind https. */
function sameOrigin(tarball: string, registry: string): string {
  const [address, own] = [new URL(tarball), new URL(registry)];
  if (address.hostname === own.hostname) address.protocol = own.protocol;
  return address.href;
}

async function send(publication: NpmPublication, options: FetchOptions): Promise<void> {
  const { manifest, access, tag, file, integrity } = publication;
  const bytes = await checkedBytes(file, integrity);
  // libnpmpublish would take a `tag` of the manifest for the dist-tag.
  const { tag: _, ...sent } = manifest;
  const asked = { ...options, ...(access !== undefined && { access }), defaultTag: tag, algorithms: ["sha512"] };
  await publish(sent as Parameters<typeof publish>[0], bytes, asked).catch((error: unknown) => {
    if (isPublishConflict(error)) return;
    throw toRegistryFailure(error, {
      id: `${manifest.name}@${manifest.version}`,
      registry: options.registry,
      method: "PUT",
    });
  });
}
