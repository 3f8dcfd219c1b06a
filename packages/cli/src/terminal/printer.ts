import { styleText } from "node:util";
import {
  type Failure,
  type Outcome,
  type ReconcileEvent,
  safeLine,
  type Verdict,
  withoutCommands,
} from "@releaser/core";
import { type LiveOptions, openLiveLine } from "./live-line.ts";

/** What writes lines for a person. */
export interface Printer {
  line(text?: string): void;
  event(event: ReconcileEvent): void;
  failure(failure: Failure): void;
}

export interface PrinterOptions {
  readonly write: (text: string) => void;
  readonly color: boolean;
  /** Of a terminal that a person looks at: what is under way stands below all lines, with the time that it has taken. */
  readonly live?: LiveOptions | undefined;
}

type Style = Parameters<typeof styleText>[0];

const marks: Readonly<Record<Verdict, readonly [mark: string, style: Style, word: string]>> = {
  applied: ["✓", "green", ""],
  held: ["✓", "green", "already"],
  superseded: ["✓", "green", "superseded"],
  absent: ["·", "dim", "not yet"],
  different: ["~", "yellow", "differs"],
  pending: ["…", "yellow", "waits"],
  blocked: ["·", "dim", ""],
  conflict: ["✗", "red", ""],
  failed: ["✗", "red", ""],
};

/** One line for each resource as it ends, and for what it waits for, each once; failures with their reason, owner and next step. */
export function openPrinter({ color, live, ...options }: PrinterOptions): Printer {
  const running = live && openLiveLine(options.write, live);
  const write = running?.write ?? options.write;
  const paint = (style: Style, text: string): string =>
    color ? styleText(style, text, { validateStream: false }) : text;
  const line = (text = ""): void => write(`${withoutCommands(text)}\n`);
  const failure = (it: Failure): void => {
    line(paint("red", `✗ ${it.code}  ${safeLine(it.what)}`));
    for (const why of it.why.split("\n").filter(Boolean)) line(`    ${why}`);
    line(`    → ${it.who}: ${it.next}`);
  };
  const waited = new Map<string, string>();
  return {
    line,
    failure,
    event: (event) => {
      if (event.type === "begun") {
        line(paint("dim", `  ▸ ${toNamed(event.id)} ${safeLine(event.title)}`));
        running?.begin(event.id);
      }
      if (event.type === "done") running?.end(event.id);
      if (event.type === "waiting" && waited.get(event.id) !== event.why) {
        waited.set(event.id, event.why);
        line(paint("yellow", `  … ${event.id}: ${safeLine(event.why)}`));
      }
      if (event.type === "retrying") {
        line(paint("yellow", `  ↻ ${event.id}: ${safeLine(event.why)}; again in ${seconds(event.ms)}`));
      }
      if (event.type !== "ended") return;
      line(toLine(event.outcome, paint));
      if (event.outcome.failure) failureBelow(event.outcome.failure, line, paint);
      for (const one of event.outcome.further ?? []) failure(one);
    },
  };
}

function toLine(outcome: Outcome, paint: (style: Style, text: string) => string): string {
  const [mark, style, word] = marks[outcome.verdict];
  const said = outcome.failure ? paint("red", outcome.failure.code) : safeLine(outcome.note ?? "");
  const took =
    (outcome.stage === "verified" ? "" : word) ||
    (outcome.verdict === "applied" && outcome.ms >= 100 ? seconds(outcome.ms) : "");
  return `  ${paint(style, mark)} ${toNamed(outcome.id)} ${said}${took && `  ${paint("dim", took)}`}`.trimEnd();
}

function toNamed(id: string): string {
  const [kind, name] = split(safeLine(id));
  return `${kind.padEnd(9)} ${name.padEnd(34)}`;
}

/** `npm:@acme/core@1.4.0` as its kind and its name. */
function split(id: string): readonly [kind: string, name: string] {
  const colon = id.indexOf(":");
  return colon === -1 ? [id, ""] : [id.slice(0, colon), id.slice(colon + 1)];
}

function failureBelow(
  failure: Failure,
  line: (text: string) => void,
  paint: (style: Style, text: string) => string,
): void {
  line(`      ${failure.what}`);
  for (const why of failure.why.split("\n").filter(Boolean)) line(paint("dim", `      ${why}`));
  line(`      → ${failure.who}: ${failure.next}`);
}

/** Milliseconds as seconds, for a person. */
function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
