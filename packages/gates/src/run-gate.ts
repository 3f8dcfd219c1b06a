import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Clock, type Exec, type ExecResult, hasErrorCode } from "@releaser/core";
import type { Attempt } from "./evidence.ts";
import { failures } from "./failures.ts";
import { toSafeOutput } from "./gate-output.ts";
import type { BuiltIn, Gate } from "./gate.ts";
import { checkLicences } from "./licences/check-licences.ts";
import { renderContractReport } from "./render-contract-report.ts";
import { validateContracts } from "./validate-contracts.ts";

export interface RunGateOptions {
  readonly gate: Gate;
  /** The absolute root that the gate's `cwd` is relative to. */
  readonly root: string;
  readonly exec: Exec;
  readonly clock: Clock;
  /** The environment of the gate, before what every gate gets. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
  /** The folder for full output. */
  readonly log: string;
  /** Which run of the gate for its commit this is, from 1. */
  readonly nth: number;
}

/** One run of a gate and where its output lies. */
export interface GateRun {
  readonly attempt: Attempt;
  readonly timedOut: boolean;
  /** Everything that it printed, safe to print again. */
  readonly output: string;
  readonly log: string;
}

/**
 * Runs a gate once and leaves its output in `<log>/<id>.log`, or `<id>-<nth>.log` where it is not the first. A run that the signal ends leaves its output too, and
 * rejects with the signal's reason. Throws `E_GATE_NOT_STARTED` where there is no such program or folder, or the
 * program may not be executed.
 */
export async function runGate(options: RunGateOptions): Promise<GateRun> {
  const { clock, signal } = options;
  signal?.throwIfAborted();
  const started = clock.now().toISOString();
  const since = clock.elapsed();
  const { result, printed } =
    options.gate.builtIn === undefined ? await execute(options) : runBuiltIn(options.gate.builtIn, options);
  const ms = Math.round(clock.elapsed() - since);
  const output = toSafeOutput(printed, options.env);
  const log = await writeLog(options, output);
  signal?.throwIfAborted();
  const attempt = { exit: result.code ?? null, ms, started };
  return { attempt, timedOut: result.timedOut, output, log };
}

/**
 * What every gate's environment has: pnpm neither swaps itself for a pinned version nor installs on the way, so the gate
 * judges the tree as it lies; programs do not ask, and print without colours. What is tried again runs: a pass that nx or
 * Turborepo remembers says nothing new of a gate that changes its mind.
 */
function gateEnv({ env, nth }: Pick<RunGateOptions, "env" | "nth">): RunGateOptions["env"] {
  return {
    CI: "true",
    ...env,
    FORCE_COLOR: undefined,
    NO_COLOR: "1",
    pnpm_config_pm_on_fail: "ignore",
    pnpm_config_verify_deps_before_run: "false",
    ...(nth > 1 && { NX_SKIP_NX_CACHE: "true", TURBO_FORCE: "true" }),
  };
}

interface Ran {
  readonly result: Pick<ExecResult, "code" | "timedOut">;
  readonly printed: string;
}

function runBuiltIn(builtIn: BuiltIn, { root, gate }: RunGateOptions): Ran {
  switch (builtIn.kind) {
    case "contracts": {
      const report = validateContracts(join(root, gate.cwd));
      return toRan(report.ok, renderContractReport(report));
    }
    case "licences": {
      const { ok, text } = checkLicences(root, builtIn.published, builtIn.policy);
      return toRan(ok, text);
    }
  }
}

function toRan(ok: boolean, printed: string): Ran {
  return { result: { code: ok ? 0 : 1, timedOut: false }, printed };
}

async function execute(options: RunGateOptions): Promise<Ran> {
  const { gate, root, exec, signal } = options;
  const [program = "", ...args] = gate.command;
  try {
    const result = await exec(program, args, {
      cwd: join(root, gate.cwd),
      env: gateEnv(options),
      timeout: gate.timeout,
      ...(signal && { signal }),
      together: true,
    });
    return { result, printed: result.stdout };
  } catch (error) {
    const forbidden = hasErrorCode(error, "EACCES");
    if (!forbidden && !hasErrorCode(error, "ENOENT", "ENOTDIR")) throw error;
    throw failures.E_GATE_NOT_STARTED({ gate: gate.id, program, cwd: gate.cwd, forbidden }, { cause: error });
  }
}

async function writeLog({ log: folder, gate, nth }: RunGateOptions, output: string): Promise<string> {
  const name = gate.id.replaceAll(":", "-");
  const file = join(folder, nth === 1 ? `${name}.log` : `${name}-${nth}.log`);
  await mkdir(folder, { recursive: true });
  await writeFile(file, output);
  return file;
}
