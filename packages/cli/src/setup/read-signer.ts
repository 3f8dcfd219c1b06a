import { openSigningKey } from "@releaser/provenance";
import { ReleaserError } from "@releaser/core";
import { inTemporaryFolder } from "../release/page-text.ts";
import type { Signer } from "./facts.ts";
import type { SetupEdges } from "./read-setup-facts.ts";

/** Whoever signs here: a key that has just been seen to sign, and the address of git's identity. A key is never made. */
export async function readSigner(edges: SetupEdges): Promise<Signer | undefined> {
  const found = await edges.git.run(["config", "--get", "user.email"], { accept: [0, 1] });
  const email = found.stdout.trim();
  // What else may stand there would be more than one word in a file of signers.
  if (!/^[^\s,"@!*?]+@[^\s,"@!*?]+$/u.test(email)) return undefined;
  const publicKey = await inTemporaryFolder(async (tempDir) => await readPublicKey({ ...edges, tempDir }));
  return publicKey === undefined ? undefined : { email, publicKey };
}

async function readPublicKey(options: Parameters<typeof openSigningKey>[0]): Promise<string | undefined> {
  try {
    const key = await openSigningKey(options);
    await key.dispose();
    return key.publicKey;
  } catch (error) {
    if (error instanceof ReleaserError && error.failure.code === "E_SIGNING_KEY_MISSING") return undefined;
    throw error;
  }
}
