import { safeLine, shellWord, withoutCommands, wrap } from "@releaser/core";
import { setupFiles, type SetupFacts } from "./facts.ts";
import type { Setup, SetupCommand } from "./setup.ts";

/** Columns where nobody says how wide it is. */
const usual = 80;

/** What was found, in one line: `pnpm workspace, 4 packages, Changesets, nx, .sentinel, GitHub acme/shop`. */
export function renderFound(facts: SetupFacts): string {
  const { packageManager, isWorkspace, packages, github, texts } = facts;
  return [
    `${packageManager} ${isWorkspace ? "workspace" : "package"}`,
    ...(isWorkspace ? [`${packages} package${packages === 1 ? "" : "s"}`] : []),
    texts.has(setupFiles.changesets) ? "Changesets" : "no Changesets yet",
    ...(texts.has(setupFiles.nx) ? ["nx"] : []),
    ...(texts.has(setupFiles.sentinel) ? [".sentinel"] : []),
    github === undefined ? "not on GitHub" : `GitHub ${safeLine(github.path)}`,
  ].join(", ");
}

/** Every file with what it is for, then the commands and the notes; no line of it is wider than told, but for long words. */
export function renderSetup({ changes, commands, notes }: Setup, width: number = usual): readonly string[] {
  const files = changes.flatMap(({ file, before, why }) => [
    `  ${before === undefined ? "+" : "~"} ${safeLine(file)}`,
    ...below(safeLine(why), width),
  ]);
  const run = commands.flatMap((command) => [...renderCommand(command, width), ...below(command.why, width)]);
  return [
    ...(files.length === 0 ? ["  nothing is left to write"] : files),
    ...(run.length === 0 ? [] : ["", "to be run then:", ...run]),
    ...(notes.length === 0 ? [] : ["", ...notes.flatMap((note) => renderNote(note, width))]),
  ];
}

/** A command as it is typed. */
export function toTyped({ words }: SetupCommand): string {
  return words.map((word) => shellWord(word)).join(" ");
}

/** On as many lines as it takes, so that a shell still takes it for one. */
function renderCommand(command: SetupCommand, width: number): readonly string[] {
  const lines = wrap(toTyped(command), width - 6);
  return lines.map((line, index) => `${index === 0 ? "  " : "    "}${line}${index < lines.length - 1 ? " \\" : ""}`);
}

function renderNote(note: string, width: number): readonly string[] {
  return wrap(withoutCommands(note), width - 4).map((line, index) => `  ${index === 0 ? "!" : " "} ${line}`);
}

function below(text: string, width: number): readonly string[] {
  return wrap(text, width - 6).map((line) => `      ${line}`);
}
