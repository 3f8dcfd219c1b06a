import { createHash } from "node:crypto";
import type { Exec } from "@releaser/core";

const remembered = new WeakMap<Exec, Map<string, string>>();

/** Keeps who was seen to have signed, for as long as what ran ssh-keygen lives. What was refused is asked again. */
export function rememberSigner(exec: Exec, asked: readonly string[], signer: string): void {
  const known = remembered.get(exec) ?? new Map<string, string>();
  remembered.set(exec, known.set(toKey(asked), signer));
}

/** Who signed, where the very same was judged before: text, signature, trusted signers and date. */
export function rememberedSigner(exec: Exec, asked: readonly string[]): string | undefined {
  return remembered.get(exec)?.get(toKey(asked));
}

function toKey(asked: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(asked)).digest("hex");
}
