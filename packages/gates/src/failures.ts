import { defineFailures, type FailureConstructors, type Owner, safeLine } from "@releaser/core";
import type { GateOutput } from "./gate.ts";

interface Ended {
  readonly gate: string;
  readonly owner: Owner;
  /** What a person types at the root to run it again. */
  readonly command: string;
  /** How it ended: an exit code, a signal or the timeout, in words. */
  readonly ending: string;
  /** Whether all of its output is shown, or its end. */
  readonly output: GateOutput;
  /** What is shown of it, redacted. */
  readonly shown: string;
  /** The file with all of its output. */
  readonly log: string;
  /** How it was for earlier commits, where it was flaky for one. */
  readonly before?: string;
}

interface Details {
  readonly E_GATE_FAILED: Ended;
  readonly E_GATE_FLAKY: Flapping;
  readonly E_GATE_NOT_STARTED: NotStarted;
  readonly E_GATE_UNSETTLED: { readonly gate: string; readonly command: string; readonly files: readonly string[] };
  readonly E_GATES_CONFIG: { readonly problems: readonly string[] };
  readonly E_CONTRACT_UNKNOWN: { readonly contract: string; readonly folder: string; readonly reason: string };
}

interface NotStarted {
  readonly gate: string;
  readonly program: string;
  readonly cwd: string;
  /** Whether the program is there, and the system does not let it be executed. */
  readonly forbidden: boolean;
}

interface Flapping {
  readonly gate: string;
  readonly command: string;
  readonly passed: number;
  readonly failed: number;
  /** So many passes in a row make it a pass again. */
  readonly steady: number;
  readonly log: string;
  readonly before?: string;
}

/** What can go wrong with gates and contracts. */
export const failures: FailureConstructors<Details> = defineFailures<Details>({
  E_GATE_FAILED: (details) => ({
    exit: 4,
    what: `the gate ${details.gate} failed`,
    why: `${details.command} ${details.ending}${toBefore(details)}${toPrinted(details)}`,
    who: details.owner,
    next: `${details.command}   # then mend what it says; all of its output: ${details.log}`,
    retryable: false,
  }),
  E_GATE_FLAKY: (details) => ({
    exit: 4,
    what: `the gate ${details.gate} is flaky`,
    why: `for this very commit it passed ${times(details.passed)} and failed ${times(details.failed)}, so its last word proves nothing${toBefore(details)}`,
    who: "Verifier/Observer",
    next: `${details.command}   # find out why it changes its mind; once mended, ${details.steady} passes in a row count as a pass; all of its output: ${details.log}`,
    retryable: true,
  }),
  E_GATE_NOT_STARTED: (details) => ({
    exit: 2,
    what: `the gate ${details.gate} cannot be started`,
    why: details.forbidden
      ? `${details.program} may not be executed`
      : `there is no program ${details.program} on PATH, or no folder ${details.cwd}`,
    who: "you",
    next: `${details.forbidden ? `make ${details.program} executable` : `install ${details.program}`}, or name another command under gates["${details.gate}"].run in the configuration`,
    retryable: false,
  }),
  E_GATE_UNSETTLED: (details) => ({
    exit: 2,
    what: `what the gate ${details.gate} judged is not the commit`,
    why: `while it ran, ${toSome(details.files)} became other than the commit has it, so its verdict is of something else and was not recorded`,
    who: "you",
    next: `git diff, then commit it or put it back, and type the same command again; where ${details.command} writes it, have it look only`,
    retryable: false,
  }),
  E_GATES_CONFIG: (details) => ({
    exit: 2,
    what: "the gates are not configured well",
    why: details.problems.join("\n"),
    who: "you",
    next: "mend `gates` in the configuration",
    retryable: false,
  }),
  E_CONTRACT_UNKNOWN: (details) => ({
    exit: 2,
    what: `the contract ${details.contract} cannot be used`,
    why: `${details.folder}: ${details.reason}`,
    who: "you",
    next: `write or mend ${details.folder}/${details.contract}.yaml`,
    retryable: false,
  }),
});

function toPrinted({ shown, output }: Pick<Ended, "output" | "shown">): string {
  if (shown === "") return " and printed nothing";
  return `; ${output === "full" ? "what" : "the end of what"} it printed:\n${shown}`;
}

/** Whoever looks for the cause in this commit should know that the gate is not to be trusted. */
function toBefore({ before }: { readonly before?: string }): string {
  return before === undefined ? "" : `; it was ${before}`;
}

/** The first of many files, and how many more there are. */
function toSome(files: readonly string[]): string {
  const left = files.length - 3;
  const named = files.slice(0, 3).map((file) => safeLine(file));
  return left > 0 ? `${named.join(", ")} and ${left} more` : named.join(", ");
}

function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}
