import { coreFailures } from "@releaser/core";

/** One answer among several. */
export interface Answer<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly hint?: string;
}

/** Questions to a person at a terminal. Each rejects with `E_INTERRUPTED` where they leave; the terminal is then as it was. */
export interface Questions {
  choose<Value extends string>(message: string, answers: readonly Answer<Value>[], usual: Value): Promise<Value>;
  /** Yes or no. */
  agree(message: string, usual: boolean): Promise<boolean>;
  /** A line of text; what is refused is said, and asked for again. */
  write(message: string, usual: string, refuse: (text: string) => string | undefined): Promise<string>;
}

/** Loads what asks; nothing but a set-up in a terminal needs it. */
export async function openQuestions({ signal, color }: { signal: AbortSignal; color: boolean }): Promise<Questions> {
  // The library takes its colours from the environment alone.
  if (!color) process.env["NO_COLOR"] = "1";
  const { confirm, isCancel, select, text } = await import("@clack/prompts");
  const answered = <Given>(given: Given): Exclude<Given, symbol> => {
    if (isCancel(given)) throw coreFailures.E_INTERRUPTED({ id: "the rest" });
    return given as Exclude<Given, symbol>;
  };
  return {
    choose: async (message, answers, usual) =>
      answered(await select<string>({ message, options: [...answers], initialValue: usual, signal })) as typeof usual,
    agree: async (message, usual) => answered(await confirm({ message, initialValue: usual, signal })),
    write: async (message, usual, refuse) =>
      answered(
        await text({ message, initialValue: usual, validate: (value) => refuse(value?.trim() ?? ""), signal }),
      ).trim(),
  };
}
