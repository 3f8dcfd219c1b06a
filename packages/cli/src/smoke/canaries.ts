import { splitCommand } from "@releaser/gates";

/** What a package that was installed offers on the command line. */
export interface InstalledCommands {
  readonly name: string;
  readonly bin: string | Readonly<Record<string, string>> | undefined;
}

/** A command to run: what a person would type, and its words. */
export interface Canary {
  readonly command: string;
  /** The first is the name of a command of an installed package. */
  readonly words: readonly [string, ...string[]];
}

/** The commands that a release is tried with, and those that are configured and no package of it has. */
export interface Canaries {
  readonly run: readonly Canary[];
  readonly absent: readonly string[];
}

/** The configured commands, or `<command> --version` for each that the packages have; none where they are turned off. */
export function chooseCanaries(
  installed: readonly InstalledCommands[],
  configured: false | readonly string[] | undefined,
): Canaries {
  const commands = new Set(installed.flatMap((one) => commandsOf(one)));
  if (configured === false) return { run: [], absent: [] };
  const lines = configured ?? [...commands].toSorted().map((name) => `${name} --version`);
  const all = lines.flatMap((command) => toCanary(command));
  return {
    run: all.filter(({ words: [name] }) => commands.has(name)),
    absent: all.filter(({ words: [name] }) => !commands.has(name)).map(({ command }) => command),
  };
}

/** The names under which npm links a package's commands. */
export function commandsOf({ name, bin }: InstalledCommands): readonly string[] {
  if (bin === undefined) return [];
  const names = typeof bin === "string" ? [name] : Object.keys(bin);
  return names
    .map((one) => one.slice(one.lastIndexOf("/") + 1))
    .filter((one) => /^[\w.+-]+$/u.test(one) && one !== "..");
}

/** A line that is no command is refused with the configuration already. */
function toCanary(command: string): readonly Canary[] {
  const split = splitCommand(command);
  if ("problem" in split) return [];
  const [name, ...rest] = split.words;
  return name === undefined ? [] : [{ command, words: [name, ...rest] }];
}
