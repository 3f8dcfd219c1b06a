import { createHash } from "node:crypto";
import type { Exec } from "@releaser/core";

/** Answers that a program gave and would give again, kept for as long as what ran it lives. */
export interface RememberedAnswers<Answer> {
  /** What was answered where the very same was asked before. */
  get(exec: Exec, asked: readonly string[]): Answer | undefined;
  keep(exec: Exec, asked: readonly string[], answer: Answer): void;
}

/** Who was seen to have signed: by text, signature, trusted signers and date. What was refused is asked again. */
export const rememberedSigners: RememberedAnswers<string> = rememberAnswers();

/** Whom trusted signers name for a key: by the key, the trusted signers and a date. */
export const rememberedPrincipals: RememberedAnswers<readonly string[]> = rememberAnswers();

function rememberAnswers<Answer>(): RememberedAnswers<Answer> {
  const remembered = new WeakMap<Exec, Map<string, Answer>>();
  return {
    get: (exec, asked) => remembered.get(exec)?.get(toKey(asked)),
    keep: (exec, asked, answer) => {
      const known = remembered.get(exec) ?? new Map<string, Answer>();
      remembered.set(exec, known.set(toKey(asked), answer));
    },
  };
}

function toKey(asked: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(asked)).digest("hex");
}
