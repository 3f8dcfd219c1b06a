import { isAbsolute, posix } from "node:path";
import { type Gate, gateDefaults, type GatesConfig, type GateSettings, mostRetries } from "./gate.ts";
import { splitCommand } from "./split-command.ts";

const validId = /^[a-z0-9][\w.:-]{0,63}$/u;

/** The gates as a configuration changes them, with everything that is wrong with it, one sentence each. */
export function configureGates(
  offered: readonly Gate[],
  config: GatesConfig,
): { readonly gates: readonly Gate[]; readonly problems: readonly string[] } {
  const off = new Set(Object.keys(config).filter((id) => config[id] === false));
  const added = Object.keys(config).filter((id) => !offered.some((gate) => gate.id === id));
  const settings = (id: string): GateSettings => toSettings(config[id]);
  const gates = [
    ...offered.map((gate) => withSettings(gate, settings(gate.id))),
    ...added.map((id) => withSettings(toOwnGate(id), settings(id))),
  ].filter(({ id }) => !off.has(id));
  const ids = new Set([...gates.map(({ id }) => id), ...off]);
  return {
    gates: gates.map((gate) => ({ ...gate, after: gate.after.filter((id) => !off.has(id)) })),
    problems: gates.flatMap((gate) => [...problemsOf(gate, settings(gate.id), ids)]),
  };
}

/** A gate that only the configuration knows. Whoever adds it and names no owner answers to the one who watches the gates. */
function toOwnGate(id: string): Gate {
  return {
    id,
    title: `running ${id}`,
    command: [],
    cwd: ".",
    owner: "Verifier/Observer",
    ...gateDefaults,
  };
}

function withSettings(gate: Gate, settings: GateSettings): Gate {
  const command = toWords(settings.run);
  const { skip, ...open } = gate;
  return {
    ...open,
    ...(skip !== undefined && settings.run === undefined && { skip }),
    ...(command !== undefined && { command }),
    ...(settings.cwd !== undefined && { cwd: posix.normalize(settings.cwd).replace(/(?<=.)\/$/u, "") }),
    ...(settings.owner !== undefined && { owner: settings.owner }),
    ...(settings.after !== undefined && { after: settings.after }),
    ...(settings.timeoutMinutes !== undefined && { timeout: settings.timeoutMinutes * 60_000 }),
    ...(settings.retries !== undefined && { retries: settings.retries }),
    ...(settings.output !== undefined && { output: settings.output }),
  };
}

function toWords(run: GateSettings["run"]): readonly string[] | undefined {
  if (typeof run !== "string") return run;
  const split = splitCommand(run);
  return "words" in split ? split.words : undefined;
}

function toSettings(entry: GatesConfig[string] | undefined): GateSettings {
  return entry === undefined || entry === false ? {} : entry;
}

function problemsOf(gate: Gate, { run }: GateSettings, ids: ReadonlySet<string>): readonly string[] {
  const name = `gates[${JSON.stringify(gate.id)}]`;
  const outside = isAbsolute(gate.cwd) || gate.cwd.split("/").includes("..");
  return [
    ...when(!validId.test(gate.id), `${name}: an id is lower case letters, digits and : . _ -, at most 64 of them`),
    ...commandProblems(gate, run).map((problem) => `${name}.run: ${problem}`),
    ...when(outside, `${name}.cwd: ${gate.cwd} is not inside the repository`),
    ...when(!(gate.timeout > 0 && Number.isFinite(gate.timeout)), `${name}.timeoutMinutes: it is a number above 0`),
    ...when(!isCount(gate.retries), `${name}.retries: it is a whole number from 0 to ${mostRetries}`),
    ...gate.after.filter((id) => !ids.has(id)).map((id) => `${name}.after: there is no gate ${JSON.stringify(id)}`),
  ];
}

function commandProblems({ command }: Gate, run: GateSettings["run"]): readonly string[] {
  const split = typeof run === "string" ? splitCommand(run) : undefined;
  if (split !== undefined && "problem" in split) return [split.problem];
  if (command.length === 0) return ["no script offers this gate, so it needs a command"];
  return when(command[0] === "" || command.some((word) => word.includes("\0")), "it names no program");
}

function isCount(retries: number): boolean {
  return Number.isInteger(retries) && retries >= 0 && retries <= mostRetries;
}

function when(wrong: boolean, problem: string): readonly string[] {
  return wrong ? [problem] : [];
}
