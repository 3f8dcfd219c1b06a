import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { failures } from "../failures.ts";
import type { StatementSigner, StatementVerifier } from "./signer.ts";

/**
 * An ed25519 key in PEM (PKCS #8, not encrypted). Its keyid is the SHA-256 of the public key's DER, in hex.
 * @throws E_STATEMENT_KEY
 */
export function openEd25519Signer(pem: string, source: string): StatementSigner {
  const key = readKey(() => createPrivateKey(pem), source);
  return { keyid: keyidOf(createPublicKey(key)), sign: (encoded) => Promise.resolve(sign(undefined, encoded, key)) };
}

/**
 * Trusts the ed25519 public keys of a PEM text.
 * @throws E_STATEMENT_KEY where one is no such key, or there is none
 */
export function openEd25519Verifier(pem: string, source: string): StatementVerifier {
  const blocks = pem.match(/-----BEGIN PUBLIC KEY-----[\s\S]+?-----END PUBLIC KEY-----/gu) ?? [pem];
  const keys = new Map(
    blocks.map((block) => {
      const key = readKey(() => createPublicKey(block), source);
      return [keyidOf(key), key] as const;
    }),
  );
  return {
    check: (encoded, { keyid, sig }) => {
      const key = keys.get(keyid);
      if (key === undefined) return Promise.resolve(`no trusted key is named ${keyid}`);
      return Promise.resolve(
        verify(undefined, encoded, key, sig) ? undefined : `its signature is not one of the key ${keyid}`,
      );
    },
  };
}

function readKey(read: () => KeyObject, source: string): KeyObject {
  const why = `${source} holds no ed25519 key in PEM that can be read without a passphrase`;
  try {
    const key = read();
    if (key.asymmetricKeyType === "ed25519") return key;
  } catch (error) {
    throw failures.E_STATEMENT_KEY({ why }, { cause: error });
  }
  throw failures.E_STATEMENT_KEY({ why });
}

function keyidOf(key: KeyObject): string {
  return createHash("sha256")
    .update(key.export({ type: "spki", format: "der" }))
    .digest("hex");
}
