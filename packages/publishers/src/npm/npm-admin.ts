import { isRecord } from "@releaser/core";
import npmFetch, { type Options } from "npm-registry-fetch";
import type { FetchOptions } from "./fetch-options.ts";
import { toRegistryFailure } from "./registry-failure.ts";

/** What can still be changed of a package that is published. A registry that wants a second factor for it rejects with `E_NPM_OTP`. */
export interface NpmAdmin {
  setDistTag(name: string, tag: string, version: string): Promise<void>;
  removeDistTag(name: string, tag: string): Promise<void>;
  /** An empty message takes a deprecation back. */
  deprecate(name: string, version: string, message: string): Promise<void>;
}

/** The registry's calls for dist-tags and deprecations, as npm's own client makes them. */
export function openNpmAdmin(optionsOf: (name: string) => FetchOptions): NpmAdmin {
  return {
    setDistTag: async (name, tag, version) => {
      const sent = { ...optionsOf(name), method: "PUT", ...json(version) };
      await change(`${name}@${version}`, tagPath(name, tag), sent);
    },
    removeDistTag: async (name, tag) => {
      await change(`${name}@${tag}`, tagPath(name, tag), { ...optionsOf(name), method: "DELETE" });
    },
    deprecate: async (name, version, message) => {
      const options = optionsOf(name);
      const id = `${name}@${version}`;
      const path = `/${escaped(name)}`;
      const asked = { ...options, query: { write: true }, preferOnline: true };
      const whole: unknown = await npmFetch.json(path, asked).catch((error: unknown) => {
        throw toRegistryFailure(error, { id, registry: options.registry, method: "GET" });
      });
      const versions = isRecord(whole) && isRecord(whole["versions"]) ? whole["versions"] : {};
      const manifest = isRecord(versions[version]) ? versions[version] : {};
      const packument = {
        ...(isRecord(whole) && whole),
        versions: { ...versions, [version]: { ...manifest, deprecated: message } },
      };
      await change(id, path, { ...options, method: "PUT", ...json(packument) });
    },
  };
}

async function change(id: string, path: string, options: FetchOptions): Promise<void> {
  await npmFetch(path, options).catch((error: unknown) => {
    throw toRegistryFailure(error, { id, registry: options.registry, method: "PUT" });
  });
}

function json(value: unknown): Pick<Options, "body" | "headers"> {
  return { body: JSON.stringify(value), headers: { "content-type": "application/json" } };
}

function tagPath(name: string, tag: string): string {
  return `/-/package/${escaped(name)}/dist-tags/${encodeURIComponent(tag)}`;
}

function escaped(name: string): string {
  return name.replace("/", "%2f");
}
