import { parseJson } from "@releaser/core";
import npmFetch from "npm-registry-fetch";
import { integrityOf } from "../packed/checked-bytes.ts";
import { failures } from "../failures.ts";
import { fetchBytes, fetchOwnBytes, TooLarge } from "../fetch-bytes.ts";
import { authorise } from "./authorise.ts";
import type { FetchOptions } from "./fetch-options.ts";
import { type NpmPublication, sendPackage, type Sent } from "./send-package.ts";
import { type NpmAdmin, openNpmAdmin } from "./npm-admin.ts";
import { parsePackument, type Packument, type PublishedVersion } from "./packument.ts";
import {
  readRegistryConfig,
  toRegistryUrl,
  type RegistryConfig,
  type RegistryConfigOptions,
} from "./registry-config.ts";
import { statusOf, toRegistryFailure } from "./registry-failure.ts";
import { writeAtomically } from "../write-atomically.ts";

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
  /**
   * What a package will be published with: the identity of a CI run, which the registry is asked to exchange now, else an npmrc's
   * credentials. Throws where the identity is refused and there is nothing else, as `publish` does.
   */
  authorise(name: string): Promise<"credentials" | "identity" | "nothing">;
  /**
   * What the registry of a package answers to a question of its own API, such as `-/whoami`; undefined where it does not know
   * what is asked for, or answers no JSON. Throws as `packument` does.
   */
  ask(name: string, path: string): Promise<unknown>;
  /**
   * SHA-512, in the form `sha512-…`, of the bytes that the registry serves for a version of its packument, read anew; undefined
   * where they are more than `largest`. Throws `E_NPM_UNAVAILABLE` also where they are not served yet.
   */
  served(name: string, version: PublishedVersion, largest: number): Promise<string | undefined>;
  /** The registry's bytes of a version, written atomically. Throws `E_REGISTRY_ANSWER` where they do not fit its own integrity. */
  download(name: string, version: string, toFile: string): Promise<void>;
  /**
   * Sends a packed file. Resolves also where the registry says that the version is taken: whether with the same bytes, the
   * packument tells. Throws `E_NPM_…`, as docs/npm.md tells them apart.
   */
  publish(publication: NpmPublication): Promise<Sent>;
  /** The same, into the registry's staging, where it waits for a person; no second factor is asked for. */
  stage(publication: NpmPublication): Promise<Sent>;
  /** Changes to what is published already. */
  readonly admin: NpmAdmin;
}

export interface NpmRegistryOptions extends RegistryConfigOptions {
  /** Milliseconds for one request; 5 minutes unless told. */
  readonly fetchTimeout?: number;
  /** Where provenance statements are signed and logged; the public Sigstore unless told. */
  readonly sigstore?: { readonly fulcioURL: string; readonly rekorURL: string };
}

const shortForm = "application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8, */*";
const largestAnswer = 16 * 1024 ** 2;
const largestPackument = 512 * 1024 ** 2;
const largestTarball = 1024 ** 3;

/** Opens the registries that the npmrc files name. Throws `E_NPM_CONFIG`. */
export function openNpmRegistry(options: NpmRegistryOptions): NpmRegistry {
  const config = readRegistryConfig(options);
  const fetching = {
    ...toFetchOptions(config, options.fetchTimeout ?? 300_000),
    ...oneTimePassword(options.env),
    ...options.sigstore,
  };
  return toRegistry({ fetching, pinned: config.pinned, env: options.env }, new Map());
}

interface Opened {
  readonly fetching: FetchOptions;
  readonly pinned: boolean;
  readonly env: RegistryConfigOptions["env"];
}

function toRegistry(opened: Opened, own: ReadonlyMap<string, string>): NpmRegistry {
  const { fetching, pinned, env } = opened;
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
    withOwn: (registries) => toRegistry(opened, registries),
    packument,
    authorise: async (name) => (await authorise(name, optionsOf(name), env)).by,
    ask: async (name, path) => await readAnswer(name, path, optionsOf(name)),
    served: async (name, version, largest) => await servedIntegrity({ name, version, largest }, optionsOf(name)),
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
    publish: async (publication) => await sendPackage(publication, optionsOf(publication.manifest.name), env),
    stage: async (publication) =>
      await sendPackage(publication, { ...optionsOf(publication.manifest.name), stage: true }, env),
    admin: openNpmAdmin(optionsOf),
  };
}

/** Of the environment alone: an argument could be read by anybody on the machine. */
function oneTimePassword(env: RegistryConfigOptions["env"]): Pick<FetchOptions, "otp"> {
  const otp = env["NPM_CONFIG_OTP"] ?? env["npm_config_otp"];
  return otp === undefined || otp === "" ? {} : { otp };
}

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
  const text = await fetchOwnBytes(address, { ...options, headers }, largestPackument).catch((error: unknown) => {
    if (statusOf(error) === 404) return undefined;
    throw toRegistryFailure(error, { id: name, registry, method: "GET", lines: options });
  });
  if (text === undefined) return undefined;
  const parsed = parsePackument(name, parseJson(text.toString("utf8")));
  if (!parsed) {
    throw failures.E_REGISTRY_ANSWER({ id: name, registry, why: `${address} did not give the packument of ${name}` });
  }
  return parsed;
}

async function readAnswer(name: string, path: string, options: FetchOptions): Promise<unknown> {
  const { registry } = options;
  const asked = { ...options, headers: { accept: "application/json", "cache-control": "no-cache" } };
  const bytes = await fetchOwnBytes(registry + path, asked, largestAnswer).catch((error: unknown) => {
    if (statusOf(error) === 404) return undefined;
    throw toRegistryFailure(error, { id: name, registry, method: "GET", lines: options });
  });
  return bytes && parseJson(bytes.toString("utf8"));
}

async function readTarballBytes(
  version: { readonly id: string; readonly tarball: string; readonly integrity: string | undefined },
  options: FetchOptions,
): Promise<Buffer> {
  const { id, tarball, integrity } = version;
  const where = { id, registry: options.registry, method: "GET" as const, lines: options };
  if (integrity === undefined) {
    throw failures.E_REGISTRY_ANSWER({ id, registry: options.registry, why: "it gives no SHA-512 for this version" });
  }
  const address = sameOrigin(tarball, options.registry);
  return fetchBytes(address, { ...options, integrity }, largestTarball).catch((error: unknown) => {
    throw toRegistryFailure(error, where);
  });
}

interface Served {
  readonly name: string;
  readonly version: PublishedVersion;
  readonly largest: number;
}

/** The registry's own integrity is not looked at: whether the bytes are the right ones is for whoever asks. */
async function servedIntegrity({ name, version, largest }: Served, options: FetchOptions): Promise<string | undefined> {
  const { registry } = options;
  const asked = { ...options, headers: { "cache-control": "no-cache" } };
  try {
    return integrityOf(await fetchBytes(sameOrigin(version.tarball, registry), asked, largest));
  } catch (error) {
    if (error instanceof TooLarge) return undefined;
    const why = "it lists the version, and does not serve its tarball";
    if (statusOf(error) === 404) throw failures.E_NPM_UNAVAILABLE({ id: name, registry, why });
    throw toRegistryFailure(error, { id: name, registry, method: "GET", lines: options });
  }
}

/** Registries hand out http addresses of their own host behind https. */
function sameOrigin(tarball: string, registry: string): string {
  const [address, own] = [new URL(tarball), new URL(registry)];
  if (address.hostname === own.hostname) address.protocol = own.protocol;
  return address.href;
}
