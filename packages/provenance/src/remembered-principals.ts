import { createHash } from "node:crypto";
import type { Exec } from "@releaser/core";

type Principals = Promise<readonly string[]>;

const remembered = new WeakMap<Exec, Map<string, Principals>>();

/**
 * Whom trusted signers name for a key, asked once for the same key, signers and date as long as what runs ssh-keygen lives, also
 * by many at once. That they name nobody is asked again.
 */
export async function rememberPrincipals(
  exec: Exec,
  asked: { readonly publicKey: string; readonly signers: string; readonly date: Date },
  find: () => Principals,
): Principals {
  const known = remembered.get(exec) ?? new Map<string, Principals>();
  remembered.set(exec, known);
  const key = createHash("sha256").update(JSON.stringify(asked)).digest("hex");
  const running = known.get(key) ?? find();
  known.set(key, running);
  const found = await running.catch((error: unknown) => {
    known.delete(key);
    throw error;
  });
  if (found.length === 0) known.delete(key);
  return found;
}
