import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { redact } from "@releaser/core";
import npmFetch from "npm-registry-fetch";
import { failures } from "../failures.ts";
import { npmrcProblems } from "./npmrc-problems.ts";
import { parseNpmrc, registryLines, type Npmrc } from "./npmrc.ts";

export interface RegistryConfigOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The npmrc that may hold tokens; `NPM_CONFIG_USERCONFIG`, else `.npmrc` in the home folder, unless told. */
  readonly userconfig?: string;
  /** A project, of whose `.npmrc` only `registry` and `@scope:registry` count. */
  readonly root?: string;
  /** Where everything goes, whatever an npmrc or a manifest says. */
  readonly registry?: string;
}

/** Where packages lie and with which credentials, read once. */
export interface RegistryConfig {
  readonly registry: string;
  /** Whether `registry` was given, so that nothing may lead elsewhere. */
  readonly pinned: boolean;
  /** `@scope:registry`, and lines such as `//host/:_authToken`, by their npmrc keys. */
  readonly lines: Npmrc;
  /** Certificate authorities in PEM, instead of the system's. */
  readonly ca?: readonly string[];
  readonly strictSSL?: boolean;
  readonly proxy?: string;
  readonly noProxy?: string;
}

/** Reads the npmrc files and the environment as npm does: environment, then project, then user. Throws `E_NPM_CONFIG`. */
export function readRegistryConfig(options: RegistryConfigOptions): RegistryConfig {
  const user = readNpmrc(options.userconfig ?? userconfigOf(options.env), options.env);
  const project = options.root === undefined ? {} : registryLines(readNpmrc(join(options.root, ".npmrc"), options.env));
  const merged = { ...user, ...project, ...envLines(options.env) };
  const pinned = options.registry !== undefined;
  const registry = toRegistryUrl(options.registry ?? merged["registry"] ?? npmFetch.pickRegistry("any"));
  const lines = Object.fromEntries(
    Object.entries(merged).filter(([key]) => key.startsWith("//") || (!pinned && /^@[^/:]+:registry$/u.test(key))),
  );
  return { registry, pinned, lines, ...connection(merged, options.env) };
}

/**
 * Lines of a repository's own `.npmrc` that no CI may follow, in words and without their values; empty where it has no such file.
 * What is outside of the repository, the environment and the user's npmrc, is trusted.
 */
export function readNpmrcProblems(options: RegistryConfigOptions & { readonly root: string }): readonly string[] {
  const { root, ...outside } = options;
  return npmrcProblems(readNpmrc(join(root, ".npmrc"), {}), readRegistryConfig(outside));
}

function userconfigOf(env: RegistryConfigOptions["env"]): string {
  return env["NPM_CONFIG_USERCONFIG"] ?? env["npm_config_userconfig"] ?? join(env["HOME"] ?? homedir(), ".npmrc");
}

function readNpmrc(file: string, env: RegistryConfigOptions["env"]): Npmrc {
  return existsSync(file) ? parseNpmrc(readFileSync(file, "utf8"), env) : {};
}

const fromEnv = new Set(["registry", "cafile", "strict-ssl", "proxy", "https-proxy", "noproxy"]);

function envLines(env: RegistryConfigOptions["env"]): Npmrc {
  const lines = Object.entries(env).flatMap(([name, value]) => {
    const key = /^npm_config_(.+)$/iu.exec(name)?.[1];
    if (key === undefined || value === undefined || value === "") return [];
    if (key.startsWith("//")) return [[key, value] as const];
    const plain = key.toLowerCase().replaceAll("_", "-");
    return fromEnv.has(plain) ? [[plain, value] as const] : [];
  });
  return Object.fromEntries(lines);
}

function connection(
  lines: Npmrc,
  env: RegistryConfigOptions["env"],
): Pick<RegistryConfig, "ca" | "noProxy" | "proxy" | "strictSSL"> {
  const cafile = lines["cafile"];
  const ca = cafile !== undefined && existsSync(cafile) ? readFileSync(cafile, "utf8") : (lines["ca[]"] ?? lines["ca"]);
  const certificates = ca?.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/gu) ?? undefined;
  const proxy = lines["https-proxy"] ?? lines["proxy"] ?? env["HTTPS_PROXY"] ?? env["https_proxy"];
  const noProxy = lines["noproxy"] ?? env["NO_PROXY"] ?? env["no_proxy"];
  return {
    ...(certificates && { ca: certificates }),
    ...(lines["strict-ssl"] === "false" && { strictSSL: false }),
    ...(proxy !== undefined && proxy !== "null" && proxy !== "false" && proxy !== "" && { proxy }),
    ...(noProxy !== undefined && noProxy !== "" && { noProxy }),
  };
}

/** An http or https address that ends with a slash and holds no password. Throws `E_NPM_CONFIG`. */
export function toRegistryUrl(text: string): string {
  const problem = registryUrlProblem(text);
  if (problem !== undefined) {
    const what = `the registry's address ${redact(text)} ${problem}`;
    throw failures.E_NPM_CONFIG({ what, file: "the npmrc, the options or a publishConfig" });
  }
  const { href } = new URL(text);
  return href.endsWith("/") ? href : `${href}/`;
}

/** What is wrong with a registry's address; undefined where nothing is. */
export function registryUrlProblem(text: string): string | undefined {
  const url = URL.parse(text);
  const isPlain = url !== null && /^https?:$/u.test(url.protocol) && url.username === "" && url.password === "";
  return isPlain ? undefined : "is no plain http or https address";
}
