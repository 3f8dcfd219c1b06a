import { toTyped } from "./render-setup.ts";
import type { Questions } from "./questions.ts";
import type { Setup } from "./setup.ts";

/** What somebody agreed to. */
export interface Consent {
  readonly write: boolean;
  readonly install: boolean;
}

export interface ConsentOptions {
  readonly showDiff: () => void;
  /** Whether a flag says so already. */
  readonly install: boolean;
}

/** Asks before anything is written, and for everything, so that leaving at any question leaves nothing behind. */
export async function askConsent(questions: Questions, setup: Setup, options: ConsentOptions): Promise<Consent> {
  const write = setup.changes.length === 0 || (await askWrite(questions, setup, options.showDiff));
  const [command] = setup.commands;
  const asks = write && !options.install && command !== undefined;
  return {
    write,
    install: options.install || (asks && (await questions.agree(`Run ${toTyped(command)} then?`, true))),
  };
}

async function askWrite(questions: Questions, { changes }: Setup, showDiff: () => void): Promise<boolean> {
  const message = changes.length === 1 ? "Write this file?" : `Write these ${changes.length} files?`;
  const answers = [
    { value: "yes", label: "Yes" },
    { value: "diff", label: "Show the diff first" },
    { value: "no", label: "No" },
  ] as const;
  const first = await questions.choose<"diff" | "no" | "yes">(message, answers, "yes");
  if (first !== "diff") return first === "yes";
  showDiff();
  return await questions.agree(message, true);
}
