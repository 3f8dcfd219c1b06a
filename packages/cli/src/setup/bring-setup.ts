import { coreFailures, type Failure } from "@releaser/core";
import { failures } from "../failures.ts";
import { writeFiles } from "../fix/write-files.ts";
import type { Terminal } from "../main.ts";
import { withPackageManager } from "../release/package-manager-path.ts";
import type { Result } from "../status-document.ts";
import type { SetupFacts } from "./facts.ts";
import type { SetupEdges } from "./read-setup-facts.ts";
import { toTyped } from "./render-setup.ts";
import { runCommands } from "./run-commands.ts";
import type { Setup } from "./setup.ts";
import { toNext } from "./to-next.ts";
import { toOutcomes } from "./to-outcomes.ts";

export interface BringOptions extends SetupEdges {
  readonly root: string;
  readonly facts: SetupFacts;
  readonly terminal: Pick<Terminal, "env" | "signal">;
  /** What was agreed to, and how it is known. */
  readonly write: boolean;
  readonly install: boolean;
  readonly why: "asked" | "dry run" | "flag" | "nobody";
}

/** Carries a set-up out as far as it was agreed to: files first, all or none, then commands. Throws `E_FIX_WRITE`, `E_INSTALL` and `E_INTERRUPTED`. */
export async function bringSetup(setup: Setup, options: BringOptions): Promise<Result> {
  const { changes, commands, notes } = setup;
  const { root, facts, terminal, write, install } = options;
  const { packageManager } = facts;
  if (!write) return toUnwritten(setup, options);
  if (terminal.signal.aborted) throw coreFailures.E_INTERRUPTED({ id: "the rest" });
  writeFiles(root, changes);
  if (install) {
    const env = withPackageManager(terminal.env, { root, packageManager });
    await runCommands(commands, { root, exec: options.exec, env, signal: terminal.signal });
  }
  return {
    verb: "init",
    outcomes: toOutcomes(changes, true),
    commands: install ? [] : toCommandDocuments(setup),
    notes,
    next: toNext(setup, { packageManager, installed: install }),
  };
}

function toUnwritten(setup: Setup, { why, facts: { packageManager } }: BringOptions): Result {
  const { changes, notes } = setup;
  const files = changes.map(({ file }) => file);
  const refused: readonly Failure[] =
    why === "dry run" ? [] : [failures.E_SETUP_UNCONFIRMED({ files, asked: why === "asked" }).failure];
  return {
    verb: "init",
    outcomes: toOutcomes(changes, false),
    failures: refused,
    commands: toCommandDocuments(setup),
    notes,
    // Flags decide what is written, so they are typed again.
    next:
      changes.length === 0
        ? toNext(setup, { packageManager, installed: false })
        : "type the same command again, with --yes in place of --dry-run",
  };
}

function toCommandDocuments(setup: Setup): NonNullable<Result["commands"]> {
  return setup.commands.map((command) => ({ id: "install:dependencies", command: toTyped(command), who: "you" }));
}
