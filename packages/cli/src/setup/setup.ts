import type { FileChange } from "@releaser/skew/fix";
import type { SetupChoices } from "./choices.ts";
import type { SetupFacts } from "./facts.ts";

/** A file as it is and as it is to be, and what for, in a few words. */
export interface SetupChange extends FileChange {
  readonly why: string;
}

/** A command that people run, or `--install` does. */
export interface SetupCommand {
  readonly words: readonly [string, ...string[]];
  readonly why: string;
}

/** What a set-up comes to. */
export interface Setup {
  /** By path. */
  readonly changes: readonly SetupChange[];
  readonly commands: readonly SetupCommand[];
  /** What is to be known, and is for people to change. */
  readonly notes: readonly string[];
}

/** One thing that is set up: what it changes in one file, or nothing where that is so already. */
export type SetupPart = (facts: SetupFacts, choices: SetupChoices) => SetupChange | undefined;
