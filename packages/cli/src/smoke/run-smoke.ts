import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { ExecResult } from "@releaser/core";
import type { Context } from "../context.ts";
import { failures } from "../failures.ts";
import { type Canary, chooseCanaries } from "./canaries.ts";
import { installedManifest, type InstallOptions, installPublished } from "./install-published.ts";
import { lastLines } from "./judge-install.ts";
import { publishedEnv } from "./smoke-env.ts";
import type { CanaryRun, ScriptRun, SmokeRecord } from "./smoke-record.ts";

export interface SmokeOptions extends InstallOptions {
  /** Absolute paths of the smoke scripts, run by Node in that folder. */
  readonly scripts: readonly string[];
}

export type SmokeRun = Pick<SmokeRecord, "canaries" | "installed" | "scripts">;

/**
 * Installs packages from the registry as a user would, runs the smoke scripts and asks each command of the packages. Throws
 * `E_SMOKE_FAILED`, and what `installPublished` does.
 */
export async function runSmoke(options: SmokeOptions): Promise<SmokeRun> {
  const { context, dir, packages } = options;
  if (packages.length > 0) await installPublished(options);
  const scripts: ScriptRun[] = [];
  for (const script of options.scripts) scripts.push(await runScript(options, script));
  const installed = packages.map(({ name }) => ({ name, bin: installedManifest(dir, name).bin }));
  const chosen = chooseCanaries(installed, context.config.smoke?.canary);
  for (const command of chosen.absent) context.notice(`${command} is not run: no package of this release has it`);
  const canaries: CanaryRun[] = [];
  for (const canary of chosen.run) canaries.push(await runCanary(options, canary));
  return { installed: packages.map(({ name, version }) => `${name}@${version}`), scripts, canaries };
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

async function runScript(options: SmokeOptions, script: string): Promise<ScriptRun> {
  const { packages, dir, key } = options;
  const name = script.slice(script.lastIndexOf(".sentinel"));
  const named = packages.map((one) => ({ name: one.name, version: one.version }));
  const env = { RELEASER_SMOKE_DIR: dir, RELEASER_SMOKE_PACKAGES: JSON.stringify(named) };
  const { ran, ms } = await timed(options, { program: process.execPath, args: [script], env, timeout: 300_000 });
  if (ran.code === 0) return { script: name, exit: ran.code, ms };
  const next = `node ${name}, in a folder with the packages installed`;
  throw failures.E_SMOKE_FAILED({ key, script: name, why: whyOf(ran), next });
}

/** A command has to say something and to end well. */
async function runCanary(options: SmokeOptions, { command, words: [name, ...args] }: Canary): Promise<CanaryRun> {
  const program = join(options.dir, "node_modules/.bin", process.platform === "win32" ? `${name}.cmd` : name);
  const { ran, ms } = await timed(options, { program, args, timeout: 60_000 });
  const silent = ran.code === 0 && ran.stdout.trim() === "";
  if (ran.code === 0 && !silent) return { command, exit: ran.code, ms };
  const why = silent ? "it ended with exit code 0 and printed nothing" : whyOf(ran);
  const next = `npx ${command}, in a folder with the packages installed`;
  throw failures.E_SMOKE_FAILED({ key: options.key, script: command, why, next });
}

interface Program {
  readonly program: string;
  readonly args: readonly string[];
  readonly timeout: number;
  readonly env?: Context["env"];
}

async function timed(
  { context, dir }: SmokeOptions,
  { program, args, timeout, env }: Program,
): Promise<{ readonly ran: ExecResult; readonly ms: number }> {
  const { clock, exec, signal } = context;
  const started = clock.elapsed();
  const given = { cwd: dir, env: { ...publishedEnv(context), ...env }, signal, timeout, input: "", together: true };
  const ran = await exec(program, args, given).catch((error: unknown) => notStarted(error));
  return { ran, ms: Math.round(clock.elapsed() - started) };
}

function notStarted(error: unknown): ExecResult {
  const stdout = `it cannot be started: ${error instanceof Error ? error.message : String(error)}`;
  return { code: undefined, stdout, stderr: "", timedOut: false };
}

function whyOf({ code, stdout, timedOut }: ExecResult): string {
  const ended = timedOut ? "it did not end in time" : `it ended with exit code ${code ?? "none"}`;
  return [lastLines(stdout), ended].filter(Boolean).join("\n");
}
