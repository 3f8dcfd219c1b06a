import { isAbsolute, posix } from "node:path";
import { type Gate, gateDefaults, type GatesConfig, type GateSettings, mostMinutes, mostRetries } from "./gate.ts";
import { type ConfiguredCommand, configuredCommand, type GateTools } from "./configured-command.ts";

const validId = /^[a-z0-9][\w.:-]{0,63}$/u;

/** The gates as a configuration changes them, with everything that is wrong with it, one sentence each. */
export function configureGates(
  offered: readonly Gate[],
  config: GatesConfig,
  tools: GateTools,
): { readonly gates: readonly Gate[]; readonly problems: readonly string[] } {
  const off = new Set(Object.keys(config).filter((id) => config[id] === false));
  const added = Object.keys(config).filter((id) => !offered.some((gate) => gate.id === id));
  const changed = [...offered, ...added.map(toOwnGate)]
    .filter(({ id }) => !off.has(id))
    .map((gate) => change(gate, toSettings(config[gate.id]), tools));
  const ids = new Set([...changed.map(({ gate }) => gate.id), ...off]);
  return {
    gates: changed.map(({ gate }) => ({ ...gate, after: gate.after.filter((id) => !off.has(id)) })),
    problems: changed.flatMap((one) => problemsOf(one, ids)),
  };
}

interface Changed {
  readonly gate: Gate;
  /** What the settings ask for; undefined where they leave the command as it is. */
  readonly command: ConfiguredCommand | undefined;
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

function change(gate: Gate, settings: GateSettings, tools: GateTools): Changed {
  const cwd = toFolder(settings, gate);
  const command = configuredCommand(settings, cwd, tools);
  const { skip, builtIn, ...open } = gate;
  const changed: Gate = {
    ...open,
    cwd,
    ...(skip !== undefined && command === undefined && { skip }),
    ...(builtIn !== undefined && command === undefined && { builtIn }),
    ...(command !== undefined && "words" in command && { command: command.words }),
    ...(settings.owner !== undefined && { owner: settings.owner }),
    ...(settings.after !== undefined && { after: settings.after }),
    ...(settings.timeoutMinutes !== undefined && { timeout: settings.timeoutMinutes * 60_000 }),
    ...(settings.retries !== undefined && { retries: settings.retries }),
    ...(settings.output !== undefined && { output: settings.output }),
  };
  return { gate: changed, command };
}

/** Targets of nx are run at the root, whatever folder the gate had before. */
function toFolder({ cwd, nx }: GateSettings, gate: Gate): string {
  if (cwd === undefined) return nx === undefined ? gate.cwd : ".";
  return posix.normalize(cwd).replace(/(?<=.)\/$/u, "");
}

function toSettings(entry: GatesConfig[string] | undefined): GateSettings {
  return entry === undefined || entry === false ? {} : entry;
}

function problemsOf({ gate, command }: Changed, ids: ReadonlySet<string>): readonly string[] {
  const name = `gates[${JSON.stringify(gate.id)}]`;
  const outside = isAbsolute(gate.cwd) || gate.cwd.split("/").includes("..");
  return [
    ...when(!validId.test(gate.id), `${name}: an id is lower case letters, digits and : . _ -, at most 64 of them`),
    ...commandProblems(gate, command).map(([key, problem]) => `${name}${key}: ${problem}`),
    ...when(outside, `${name}.cwd: ${gate.cwd} is not inside the repository`),
    ...when(
      !(gate.timeout > 0 && gate.timeout <= mostMinutes * 60_000),
      `${name}.timeoutMinutes: it is a number above 0, and ${mostMinutes} at most, which is a week`,
    ),
    ...when(!isCount(gate.retries), `${name}.retries: it is a whole number from 0 to ${mostRetries}`),
    ...gate.after.filter((id) => !ids.has(id)).map((id) => `${name}.after: there is no gate ${JSON.stringify(id)}`),
  ];
}

type Problems = Extract<ConfiguredCommand, { readonly problems: unknown }>["problems"];

function commandProblems({ command: words }: Gate, command: ConfiguredCommand | undefined): Problems {
  if (command !== undefined && "problems" in command) return command.problems;
  const needed = "no script offers this gate, so it needs a command, an nx target or a script";
  if (words.length === 0) return [[".run", needed]];
  return words[0] === "" || words.some((word) => word.includes("\0")) ? [[".run", "it names no program"]] : [];
}

function isCount(retries: number): boolean {
  return Number.isInteger(retries) && retries >= 0 && retries <= mostRetries;
}

function when(wrong: boolean, problem: string): readonly string[] {
  return wrong ? [problem] : [];
}
