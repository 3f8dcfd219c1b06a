import { writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { JobPlace } from "./action.ts";
import type { Contexts } from "./evaluate.ts";
import type { RunOptions } from "./run-options.ts";

export interface MachineOf {
  readonly github: Contexts;
  readonly place: JobPlace;
  readonly options: RunOptions;
  readonly left: { readonly path: readonly string[] };
}

/** What GitHub and the machine put into the environment of each step. */
export function openMachine({
  github,
  place,
  options,
  left,
}: MachineOf): () => Readonly<Record<string, string | undefined>> {
  const eventPath = join(place.temp, "event.json");
  writeFileSync(eventPath, JSON.stringify(options.event.payload));
  const told = Object.entries(github).filter(([name]) => name !== "event" && name !== "token");
  const variables = told.map(([name, value]) => [`GITHUB_${name.toUpperCase()}`, String(value)] as const);
  return () => ({
    ...options.env,
    ...Object.fromEntries(variables),
    PATH: [...left.path, options.env?.["PATH"] ?? process.env["PATH"]].join(delimiter),
    HOME: place.home,
    GITHUB_EVENT_PATH: eventPath,
    GITHUB_ACTIONS: "true",
    CI: "true",
    RUNNER_TEMP: place.temp,
    RUNNER_OS: "Linux",
    GIT_CONFIG_NOSYSTEM: "1",
  });
}

/** Files that the next step may write, empty. */
export type StepFiles = Readonly<
  Record<"GITHUB_ENV" | "GITHUB_OUTPUT" | "GITHUB_PATH" | "GITHUB_STEP_SUMMARY", string>
>;

/** Makes the files of a step, by a number that no other step of the job has. */
export function makeStepFiles({ temp }: JobPlace, count: number): StepFiles {
  const file = (name: string): string => join(temp, `.${name}-${count}`);
  const files = {
    GITHUB_ENV: file("env"),
    GITHUB_OUTPUT: file("output"),
    GITHUB_PATH: file("path"),
    GITHUB_STEP_SUMMARY: file("summary"),
  };
  for (const one of Object.values(files)) writeFileSync(one, "");
  return files;
}
