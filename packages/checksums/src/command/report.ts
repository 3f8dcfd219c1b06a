import { exitCodeOf, type Failure, toSafeJson, withoutCommands } from "@releaser/core";
import type { ArtifactProblem } from "../record/compare-artifact.ts";
import type { TarballDifference } from "../tarball/compare-tarball.ts";
import type { TarEntry } from "../tarball/read-tar-entries.ts";
import type { StatementSubject } from "../statement/statement.ts";
import type { Edges } from "./edges.ts";

/** The document `checksum-report.v1`, which `--json` prints. */
export interface ChecksumReport {
  readonly schema: "checksum-report.v1";
  readonly verb: "inspect" | "record" | "verify" | null;
  readonly ok: boolean;
  readonly exit: number;
  readonly version: string | null;
  readonly commit: string | null;
  readonly plan: string | null;
  /** The artifacts that were recorded, or those that were looked at; a digest that was not needed is absent. */
  readonly files: readonly ReportedFile[];
  readonly problems: readonly ArtifactProblem[];
  /** What a tarball has otherwise than git or an earlier tarball; of `inspect` alone. */
  readonly differences: readonly TarballDifference[];
  /** What a tarball holds; of `inspect` alone. */
  readonly entries: readonly TarEntry[];
  /** Paths of the files that were written. */
  readonly written: readonly string[];
  readonly failures: readonly Omit<Failure, "exit">[];
}

type ReportedFile = Partial<StatementSubject> & { readonly name: string; readonly size?: number };

/** What a verb ends with: the report's parts that it has, its lines for people, and its failures. */
export interface Ended extends Partial<Omit<ChecksumReport, "exit" | "failures" | "ok" | "schema" | "verb">> {
  readonly verb: ChecksumReport["verb"];
  readonly lines?: readonly string[];
  readonly failed?: readonly Failure[];
}

/** Prints what came of it, and gives the exit code. */
export function tell(ended: Ended, edges: Edges, json: boolean): number {
  const { lines = [], failed = [] } = ended;
  const exit = exitCodeOf(failed);
  const say = json ? edges.stderr : edges.stdout;
  if (json) edges.stdout(`${toSafeJson(toReport(ended, exit))}\n`);
  else for (const line of lines) say(`${withoutCommands(line)}\n`);
  for (const failure of failed) edges.stderr(renderFailure(failure));
  return exit;
}

function toReport({ lines: _, failed = [], verb, ...parts }: Ended, exit: number): ChecksumReport {
  const nothing = { version: null, commit: null, plan: null };
  const none = { files: [], problems: [], differences: [], entries: [], written: [] };
  const failures = failed.map(({ exit: _exit, ...failure }) => failure);
  return { schema: "checksum-report.v1", verb, ok: exit === 0, exit, ...nothing, ...none, ...parts, failures };
}

function renderFailure({ code, what, why, who, next }: Failure): string {
  const [first = "", ...more] = `${code}  ${what}`.split("\n");
  const below = [...more, ...why.split("\n").filter(Boolean), `→ ${who}: ${next}`].map((line) => `    ${line.trim()}`);
  return [`✗ ${first}`, ...below].map((line) => `${withoutCommands(line)}\n`).join("");
}
