import { createHash } from "node:crypto";
import type { Exec } from "@releaser/core";

const remembered = new WeakMap<Exec, Map<string, Promise<unknown>>>();

export interface Asked<T> {
  /** All that the answer depends on. */
  readonly about: readonly string[];
  readonly find: () => Promise<T>;
  /** Whether an answer is kept; another one is asked for again. */
  readonly isKept: (answer: T) => boolean;
}

/** The answer to a question that is put to ssh-keygen once, as long as what runs it lives, also where many ask at once. */
export async function rememberAnswer<T>(exec: Exec, { about, find, isKept }: Asked<T>): Promise<T> {
  const known = remembered.get(exec) ?? new Map<string, Promise<unknown>>();
  remembered.set(exec, known);
  const key = createHash("sha256").update(JSON.stringify(about)).digest("hex");
  const running = (known.get(key) as Promise<T> | undefined) ?? find();
  known.set(key, running);
  const forget = (): void => void (known.get(key) === running && known.delete(key));
  const answer = await running.catch((error: unknown) => {
    forget();
    throw error;
  });
  if (!isKept(answer)) forget();
  return answer;
}
