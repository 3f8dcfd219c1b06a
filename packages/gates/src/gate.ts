import { canonicalJson, type Owner, sha256 } from "@releaser/core";
import type { PublicPackage } from "./licences/installed-packages.ts";
import type { LicencePolicy } from "./licences/licence-policy.ts";

/** What runs without a process: every contract of the folder against its fixtures, or the licences of what published packages bring along. */
export type BuiltIn =
  | { readonly kind: "contracts" }
  | {
      readonly kind: "licences";
      readonly published: readonly PublicPackage[];
      readonly policy: LicencePolicy;
    };

/** The end of what was printed, or all of it: of a list of errors, the first is as telling as the last. */
export type GateOutput = "full" | "tail";

/** One check that a commit passes before anything of it is released. */
export interface Gate {
  /** `lint`, `typecheck`, `test`, `build`, `sentinel:contracts`, `sentinel:test`, `sentinel:sentinels`, or the id that the configuration gives. */
  readonly id: string;
  /** A present participle: the line that a person reads while it runs. */
  readonly title: string;
  /** Program and arguments; no shell reads them. */
  readonly command: readonly string[];
  /** What runs in this very process instead; the command is then what a person types. */
  readonly builtIn?: BuiltIn;
  /** Relative to the root with `/`; `.` for the root. */
  readonly cwd: string;
  readonly owner: Owner;
  /** Ids of the gates that pass first. */
  readonly after: readonly string[];
  /** Milliseconds, after which the gate is ended and counts as failed. */
  readonly timeout: number;
  /** How often it is run again where it fails. One that passes then is flaky, which is no pass. */
  readonly retries: number;
  /** How much of its output a failure shows; `tail` unless told. */
  readonly output: GateOutput;
  /** Why it is not run, where it is not. */
  readonly skip?: string;
}

/** What a configuration says of one gate; what it leaves out stays as discovered. */
export interface GateSettings {
  /** Program and arguments, or one line that is split at white space and quotes; shell operators are refused. */
  readonly run?: string | readonly string[];
  /** A target of nx, instead of `run`: `app:e2e`. */
  readonly nx?: string;
  /** A script of the `package.json` in `cwd`, instead of `run`. */
  readonly script?: string;
  readonly cwd?: string;
  readonly owner?: Owner;
  readonly after?: readonly string[];
  /** 10,080 at most; 30 unless told. */
  readonly timeoutMinutes?: number;
  /** 10 at most; 0 unless told. */
  readonly retries?: number;
  /** How much of its output a failure shows: `full` for the gate of contracts, `tail` for all others unless told. */
  readonly output?: GateOutput;
}

/** By gate id: `false` leaves a gate out, settings change it, an unknown id adds one. */
export interface GatesConfig {
  readonly [id: string]: false | GateSettings;
}

/** What holds of a gate where nothing else is said. */
export const gateDefaults: Pick<Gate, "after" | "output" | "retries" | "timeout"> = {
  after: [],
  output: "tail",
  timeout: 30 * 60_000,
  retries: 0,
};

export const mostRetries: number = 10;

/** A week. A timer of Node's that is asked for more than 24 days goes off at once. */
export const mostMinutes: number = 10_080;

const plainWord = /^[\w@%+=:,./-]+$/u;

/** A gate as a person types it at the root. Of what is judged by a policy its digest is a part, since another policy asks another question. */
export function commandOf({ command, cwd, builtIn }: Gate): string {
  if (builtIn === undefined) return renderCommand(command, cwd);
  const policy = builtIn.kind === "licences" ? `   # policy ${sha256(canonicalJson(builtIn.policy)).slice(0, 8)}` : "";
  return `${renderCommand(command)}${policy}`;
}

/** A command as a person types it in a POSIX shell, in the folder that it belongs to. */
export function renderCommand(command: readonly string[], cwd = "."): string {
  const line = command.map(quote).join(" ");
  return cwd === "." ? line : `cd ${quote(cwd)} && ${line}`;
}

function quote(word: string): string {
  return plainWord.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
