import { type Command, createCommand } from "commander";
import { wrap } from "@releaser/core";
import { producer } from "./context.ts";
import { decisionDefinitions } from "./definitions/decision-definitions.ts";
import { failures } from "./failures.ts";
import type { Terminal } from "./main.ts";
import { setupDefinitions } from "./definitions/setup-definitions.ts";
import type { VerbDefinition } from "./definitions/verb-definition.ts";
import { verbDefinitions } from "./definitions/verb-definitions.ts";
import type { CommonOptions } from "./verbs/perform.ts";
import { wordsDefinitions } from "./definitions/words-definitions.ts";

/** Parses a command line, runs its verb and prints what came of it. Resolves with the exit code. */
export async function commandLine(terminal: Terminal, args: readonly string[]): Promise<number> {
  const ended = { exit: 0 };
  const program = createCommand("releaser")
    .description("Makes the release of a monorepo something that can be planned, rehearsed, resumed and verified.")
    .version(producer.replace("releaser@", ""), "-V, --version")
    .addHelpText("after", helpBelow)
    .configureOutput({
      writeOut: terminal.stdout,
      writeErr: () => {},
      getOutHelpWidth: () => terminal.columns ?? usualWidth,
    })
    .showSuggestionAfterError(true)
    // Else `publish --version 1.4.0` would print the version of Releaser and end well, with nothing released.
    .enablePositionalOptions()
    .exitOverride();
  const perform: Perform = async (run) => void (ended.exit = await run(terminal));
  for (const definition of setupDefinitions) define(program, definition, perform);
  for (const definition of verbDefinitions) {
    define(program, definition, perform);
  }
  for (const definition of wordsDefinitions) define(program, definition, perform);
  const group = program
    .command(decisionDefinitions.name)
    .description(decisionDefinitions.summary)
    .addHelpText("after", ({ command }) => below(command, decisionDefinitions.about));
  for (const definition of decisionDefinitions.verbs) define(group, definition, perform);
  if (args.length === 0) program.help();
  refuseMoreThanVersion(args);
  await program.parseAsync([...args], { from: "user" });
  return ended.exit;
}

const helpBelow = `
Start here:
  releaser init       sets a repository up, and shows what it writes
  releaser rehearse   the whole release, for real, in a temporary folder
  releaser plan       what would be released, and why

Exit codes: 0 holds, 1 a bug, 2 usage, 3 drift, 4 a gate or smoke,
5 outward (run again), 6 conflict, 7 version skew, 8 waits, 9 credentials,
130 interrupted.
Nothing goes outward unless told: --outward or RELEASER_OUTWARD=1; for a branch
prove --remote, for a comment plan --post, for the way back rollback --execute.`;

/** Columns where nobody says how wide it is. */
const usualWidth = 80;

/** A text at the end of a help, as wide as the rest of it. */
function below(command: Command, text: string): string {
  const width = command.configureOutput().getOutHelpWidth?.() ?? usualWidth;
  return `\n${wrap(text, width).join("\n")}`;
}

function refuseMoreThanVersion([first = "", ...more]: readonly string[]): void {
  if ((first === "--version" || first === "-V") && more.length > 0) {
    throw failures.E_USAGE({ message: `${first} is typed alone; it tells the version of Releaser` });
  }
}

type Perform = (run: (terminal: Terminal) => Promise<number>) => Promise<void>;

function define<Options extends CommonOptions>(
  program: Command,
  definition: VerbDefinition<Options>,
  perform: Perform,
): void {
  const command = program
    .command(definition.name)
    .description(definition.summary)
    .addHelpText("after", (help) => below(help.command, definition.about))
    .exitOverride();
  if (definition.takesKey) command.argument("[key]", "the release, for example 1.4.0; the last one unless told");
  if (definition.takesPackage) command.argument("<package>", "the package, by its name");
  for (const option of definition.options ?? []) command.addOption(option);
  withCommonOptions(command, definition).action(async (...given: readonly unknown[]) => {
    const [first] = given as readonly [string | undefined];
    const named = {
      key: definition.takesKey ? first : undefined,
      package: definition.takesPackage ? first : undefined,
    };
    await perform(async (terminal) => await definition.run(terminal, { ...command.opts<Options>(), ...named }));
  });
}

function withCommonOptions(
  command: Command,
  { dryRun, goesOutward }: Pick<VerbDefinition, "dryRun" | "goesOutward">,
): Command {
  command.option("--cwd <dir>", "the repository; any folder in it");
  command.option("--json", "one JSON document on stdout, nothing else there");
  if (dryRun !== false) command.option("--dry-run", "observe, apply nothing");
  if (goesOutward) command.option("--outward", "let it act on remotes, registries and release pages");
  return command.option("--no-color", "plain text");
}
