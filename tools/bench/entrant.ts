import { join } from "node:path";
import type { Contender } from "../peers/contenders.ts";

/** By what each tool says that it has looked, and found all well. */
const signs = {
  releaser: /^no version skew in /mu,
  sherif: /No issues found/u,
  syncpack: /No issues found/u,
  manypkg: /workspaces valid/u,
  "changesets 2": /packages to be bumped/iu,
  "changesets 3": /packages to be bumped/iu,
  floor: /^read \d+ manifests$/mu,
} as const satisfies Readonly<Record<string, RegExp>>;

/** A tool of the benchmark, or the floor below which no tool of Node can be. */
export type EntrantName = keyof typeof signs;

/** In the order of the table. */
export const entrantNames = Object.keys(signs) as readonly EntrantName[];

/** Reads and parses every manifest, and nothing else. */
export const floor: Contender = {
  name: "floor",
  package: "",
  version: "",
  command: [process.execPath, join(import.meta.dirname, "floor.mjs")],
};

/** A tool that is timed, as long as it says of a clean workspace that it is clean. */
export interface Entrant extends Contender {
  readonly clean: RegExp;
}

/** How a run ended. */
export interface Ran {
  /** From the start of the process to its end. */
  readonly milliseconds: number;
  /** Undefined where a signal ended it. */
  readonly code: number | undefined;
  /** Both streams. */
  readonly said: string;
}

/** The contenders that were asked for, in the order of the table. Throws where one of them is not among these. */
export function toEntrants(contenders: readonly Contender[], names: readonly EntrantName[]): readonly Entrant[] {
  return entrantNames
    .filter((name) => names.includes(name))
    .map((name) => {
      const contender = contenders.find((one) => one.name === name);
      if (contender === undefined) throw new Error(`there is no ${name} to measure`);
      return { ...contender, clean: signs[name] };
    });
}

/** Why a run tells nothing of how long the tool takes for a clean workspace; undefined where it does. */
export function troubleOf({ clean }: Entrant, { code, said }: Ran): string | undefined {
  if (code === 0 && clean.test(said)) return undefined;
  const lines = said.split("\n").map((line) => line.trim());
  const last = lines.findLast((line) => line !== "") ?? "nothing";
  return `${code === undefined ? "it was ended by a signal" : `exit ${code}`}, saying ${last.slice(0, 120)}`;
}
