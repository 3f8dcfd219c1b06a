import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ExecResult } from "@releaser/core";
import type { Context } from "../context.ts";
import { failures } from "../failures.ts";

/** What was run against what was published: `<version>.smoke.json`. */
export interface SmokeRecord {
  readonly schema: "smoke-record.v1";
  readonly release: string;
  readonly commit: string;
  readonly ok: boolean;
  readonly started: string;
  readonly node: string;
  /** Packages that were installed from the registry into an empty folder. */
  readonly installed: readonly string[];
  /** Packages that have no entry point to install for; their bytes were compared instead. */
  readonly compared: readonly string[];
  readonly scripts: readonly { readonly script: string; readonly exit: number | null; readonly ms: number }[];
}

export interface SmokeOptions {
  readonly context: Context;
  /** An empty folder to install into. */
  readonly dir: string;
  readonly packages: readonly { readonly name: string; readonly version: string }[];
  /** Absolute paths of the smoke scripts, run by Node in that folder. */
  readonly scripts: readonly string[];
}

export type SmokeRun = Pick<SmokeRecord, "installed" | "scripts">;

/** Installs packages from the registry as a user would and runs the smoke scripts. Throws `E_SMOKE_FAILED`. */
export async function runSmoke(options: SmokeOptions): Promise<SmokeRun> {
  const installed = await install(options);
  const scripts: SmokeRecord["scripts"][number][] = [];
  for (const script of options.scripts) scripts.push(await runScript(options, script));
  return { installed, scripts };
}

/** The smoke scripts of a checkout: `.sentinel/tests/smoke/**` and `.sentinel/test/smoke/**`, `smoke_*.mjs`, `.cjs` or `.js`. */
export function smokeScripts(checkout: string): readonly string[] {
  return [".sentinel/tests/smoke", ".sentinel/test/smoke"]
    .map((folder) => join(checkout, folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)))
    .filter((file) => /[/\\]smoke_[^/\\]+\.[cm]?js$/u.test(file))
    .toSorted();
}

async function install({ context, dir, packages }: SmokeOptions): Promise<readonly string[]> {
  const specifiers = packages.map(({ name, version }) => `${name}@${version}`);
  if (specifiers.length === 0) return [];
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, "package.json"), `${JSON.stringify({ name: "smoke", private: true })}\n`);
  const args = [
    "install",
    "--no-audit",
    "--no-fund",
    ...(context.installed ? [] : ["--ignore-scripts"]),
    ...specifiers,
  ];
  const npm = async (more: readonly string[]): Promise<ExecResult> =>
    await context.exec("npm", [...args, ...more], { cwd: dir, env: context.env, signal: context.signal });
  const cached = await npm([]);
  // What npm remembers of a package may be older than the version, and asking anew makes it download everything anew.
  const result = cached.stderr.includes("ETARGET") ? await npm(["--prefer-online"]) : cached;
  if (result.code !== 0) {
    throw failures.E_SMOKE_FAILED({
      script: "npm install",
      why: tail(`${result.stdout}\n${result.stderr}`),
      next: `npm install ${specifiers.join(" ")}`,
    });
  }
  for (const { name, version } of packages) checkInstalled(dir, name, version);
  return specifiers;
}

function checkInstalled(dir: string, name: string, version: string): void {
  const manifest = JSON.parse(readFileSync(join(dir, "node_modules", name, "package.json"), "utf8")) as {
    readonly version?: string;
  };
  if (manifest.version === version) return;
  throw failures.E_SMOKE_FAILED({
    script: "npm install",
    why: `${name} ${manifest.version ?? "without version"} was installed, ${version} was asked for`,
    next: `npm view ${name}`,
  });
}

async function runScript(
  { context, dir, packages }: SmokeOptions,
  script: string,
): Promise<SmokeRecord["scripts"][number]> {
  const started = context.clock.elapsed();
  const env = { ...context.env, RELEASER_SMOKE_DIR: dir, RELEASER_SMOKE_PACKAGES: JSON.stringify(packages) };
  const result = await context.exec(process.execPath, [script], {
    cwd: dir,
    env,
    signal: context.signal,
    timeout: 300_000,
  });
  const name = script.slice(script.lastIndexOf(".sentinel"));
  if (result.code !== 0) {
    throw failures.E_SMOKE_FAILED({
      script: name,
      why: tail(`${result.stdout}\n${result.stderr}`),
      next: `node ${name}, in a folder with the packages installed`,
    });
  }
  return { script: name, exit: result.code, ms: Math.round(context.clock.elapsed() - started) };
}

function tail(text: string): string {
  return text.trim().split("\n").slice(-20).join("\n");
}
