import { stripVTControlCharacters } from "node:util";
import { spawn } from "@lydell/node-pty";
import { builtReleaser, cleanEnv } from "@releaser/testkit";
import { onTestFinished } from "vitest";

/** The command line as a person has it before them. */
export interface PseudoTerminal {
  readonly type: (keys: string) => void;
  readonly stop: (signal: NodeJS.Signals) => void;
  /** Resolves as soon as a text shows that was not waited for yet; rejects with what shows where the program ends without it. */
  readonly shows: (text: string) => Promise<void>;
  /** Resolves with the exit code. */
  readonly ended: Promise<number>;
  /** Every byte that was written. */
  readonly raw: () => string;
  /** The same as lines without escapes, frame by frame. */
  readonly lines: () => readonly string[];
}

export const keys = { enter: "\r", down: "\u001B[B", interrupt: "\u0003" } as const;

export interface PseudoTerminalOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Starts the command line in a terminal of 80 columns; what is left of it is killed when the test ends. */
export function inTerminal(args: readonly string[], { cwd, env }: PseudoTerminalOptions): PseudoTerminal {
  const program = spawn(process.execPath, [builtReleaser, ...args], {
    cols: 80,
    rows: 40,
    cwd,
    // One that is undefined would be handed over as that word.
    env: Object.fromEntries(
      Object.entries(cleanEnv({ TERM: "xterm-256color", ...env })).filter(([, value]) => value !== undefined),
    ),
  });
  let raw = "";
  let seen = 0;
  let code: number | undefined;
  program.onData((data) => (raw += data));
  const ended = new Promise<number>((resolve) => {
    program.onExit(({ exitCode }) => resolve((code = exitCode)));
  });
  onTestFinished(() => {
    if (code === undefined) program.kill("SIGKILL");
  });
  const plain = (): string => stripVTControlCharacters(raw);
  return {
    type: (typed) => program.write(typed),
    stop: (signal) => program.kill(signal),
    shows: async (text) => {
      for (let found = -1; found === -1;) {
        found = plain().indexOf(text, seen);
        if (found !== -1) seen = found + text.length;
        else if (code !== undefined) throw new Error(`ended with ${code} without "${text}":\n${plain()}`);
        else await new Promise((resolve) => void setTimeout(resolve, 10));
      }
    },
    ended,
    raw: () => raw,
    lines: () => plain().split(/\r*\n/u),
  };
}
