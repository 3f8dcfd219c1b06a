import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sha512Integrity } from "@releaser/core";
import type { Context } from "../context.ts";
import { failures } from "../failures.ts";
import { judgeInstall } from "./judge-install.ts";
import { patiently } from "./patience.ts";
import { installEnv, renderNpmrc } from "./smoke-env.ts";

/** A package to install, and what its bytes have to be. */
export interface PublishedPackage {
  readonly name: string;
  readonly version: string;
  /** `sha512-…`; what the registry says unless told. */
  readonly integrity?: string | undefined;
}

export interface InstallOptions {
  readonly context: Context;
  readonly key: string;
  /** An empty folder. */
  readonly dir: string;
  readonly packages: readonly PublishedPackage[];
  readonly wait: (why: string) => void;
}

/**
 * Installs packages with npm as a user would, in a folder that knows where they were published to. Throws `E_SMOKE_FAILED` where
 * they cannot be installed, `E_VERIFY` where other bytes came, `E_SMOKE_UNAVAILABLE` where they did not come within 15 minutes.
 */
export async function installPublished(options: InstallOptions): Promise<void> {
  const { context, dir, packages, wait } = options;
  const names = packages.map(({ name }) => name);
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, "package.json"), `${JSON.stringify({ name: "smoke", private: true })}\n`);
  writeFileSync(join(dir, ".npmrc"), renderNpmrc(context, names));
  let again = false;
  await patiently({ ...context, wait }, async () => {
    const judged = judgeInstall(await npmInstall(options, again));
    // What npm remembers of a package may be older than the version, and asking anew makes it download everything anew.
    again = true;
    switch (judged.is) {
      case "installed":
        return { is: "done", value: undefined };
      case "waits":
        return judged;
      case "tampered":
        throw failures.E_VERIFY({ id: `installed:${options.key}`, why: judged.why });
      case "failed":
        throw failed(options, judged.why);
    }
  });
  for (const one of packages) await checkInstalled(options, one);
}

async function npmInstall({ context, dir, packages }: InstallOptions, again: boolean): ReturnType<Context["exec"]> {
  const flags = ["--no-audit", "--no-fund", ...(context.installed ? [] : ["--ignore-scripts"])];
  const specifiers = packages.map(({ name, version }) => `${name}@${version}`);
  const args = ["install", ...flags, ...specifiers, ...(again ? ["--prefer-online"] : [])];
  return await context.exec("npm", args, { cwd: dir, env: installEnv(context), signal: context.signal });
}

async function checkInstalled(options: InstallOptions, one: PublishedPackage): Promise<void> {
  const { context, dir } = options;
  const { name, version } = one;
  const found = installedManifest(dir, name).version;
  if (found !== version) {
    throw failed(options, `${name} ${found ?? "without version"} was installed, ${version} was asked for`);
  }
  const expected = one.integrity ?? (await context.registry.packument(name))?.versions[version]?.integrity;
  const locked = lockedIntegrity(dir, name);
  if (locked !== undefined && locked === expected) return;
  const why = `npm installed ${locked ?? "what it knows no integrity of"}, published is ${expected ?? "nothing"}`;
  throw failures.E_VERIFY({ id: `installed:${name}@${version}`, why });
}

function failed({ key, packages }: InstallOptions, why: string): Error {
  const next = `npm install ${packages.map(({ name, version }) => `${name}@${version}`).join(" ")}, in an empty folder`;
  return failures.E_SMOKE_FAILED({ key, script: "npm install", why, next });
}

interface InstalledManifest {
  readonly version?: string;
  readonly bin?: string | Readonly<Record<string, string>>;
}

/** The manifest of a package that npm installed; empty where it is not there. */
export function installedManifest(dir: string, name: string): InstalledManifest {
  const file = join(dir, "node_modules", name, "package.json");
  return existsSync(file) ? parseManifest(readFileSync(file, "utf8")) : {};
}

function parseManifest(text: string): InstalledManifest {
  return JSON.parse(text) as InstalledManifest;
}

function lockedIntegrity(dir: string, name: string): string | undefined {
  const lock = parseLock(readFileSync(join(dir, "package-lock.json"), "utf8"));
  const { integrity } = lock.packages?.[`node_modules/${name}`] ?? {};
  return integrity && sha512Integrity(integrity);
}

interface Lock {
  readonly packages?: Readonly<Record<string, { readonly integrity?: string }>>;
}

function parseLock(text: string): Lock {
  return JSON.parse(text) as Lock;
}
