import { parseArgs } from "node:util";

/** Numbers by the name of their option, and whether the page is written. */
export interface Counts<Name extends string> {
  readonly counts: Readonly<Record<Name, number>>;
  readonly write: boolean;
}

/**
 * The arguments of a benchmark that is asked for numbers alone: those that are not told are the usual ones, and `--write` takes no
 * other but for `--runs`. Throws with a line for people where they are none.
 */
export function parseCounts<Name extends string>(
  args: readonly string[],
  usual: Readonly<Record<Name, number>>,
): Counts<Name> {
  const names = Object.keys(usual) as Name[];
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...Object.fromEntries(names.map((name) => [name, { type: "string" as const }])),
      write: { type: "boolean" },
    },
  }) as { readonly values: Readonly<Record<string, string | boolean | undefined>> };
  const counts = Object.fromEntries(
    names.map((name) => [name, toCount(String(values[name] ?? usual[name]), `--${name}`)]),
  ) as Record<Name, number>;
  const write = values["write"] === true;
  const other = names.find((name) => name !== "runs" && counts[name] !== usual[name]);
  if (write && other !== undefined) throw new Error(`--write takes --${other} ${usual[other]}`);
  return { counts, write };
}

/** A whole number above 0. Throws with the option's name where it is none. */
export function toCount(text: string, option: string): number {
  if (!/^[1-9]\d*$/u.test(text.trim())) throw new Error(`${option} takes whole numbers above 0, not "${text}"`);
  return Number(text);
}
