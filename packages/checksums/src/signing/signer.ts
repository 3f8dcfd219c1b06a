import { parseEnvelope, preAuthEncoding, renderEnvelope } from "./envelope.ts";

/** A key that signs statements. */
export interface StatementSigner {
  readonly keyid: string;
  /** Signs the pre-authentication encoding of a payload. */
  sign(encoded: Uint8Array): Promise<Buffer>;
}

/** Who is trusted to have signed. */
export interface StatementVerifier {
  /** Why a signature over the pre-authentication encoding is not one of a trusted key; undefined where it is. */
  check(encoded: Uint8Array, signature: { readonly keyid: string; readonly sig: Buffer }): Promise<string | undefined>;
}

/** A statement's text as a signed envelope. */
export async function signStatement(statement: string, signer: StatementSigner): Promise<string> {
  const sig = await signer.sign(preAuthEncoding(statement));
  return renderEnvelope({ payload: statement, keyid: signer.keyid, sig });
}

/**
 * What is wrong with an envelope: that it holds another statement than the one beside it, or that no trusted key signed it.
 * Without a verifier its signature is not looked at.
 * @throws E_ENVELOPE_INVALID
 */
export async function verifyEnvelope(
  text: string,
  {
    file,
    statement,
    verifier,
  }: { readonly file: string; readonly statement: string; readonly verifier?: StatementVerifier | undefined },
): Promise<readonly string[]> {
  const { payload, keyid, sig } = parseEnvelope(text, file);
  const refused = await verifier?.check(preAuthEncoding(payload), { keyid, sig });
  return [
    ...(payload === statement ? [] : ["it holds another statement than the one beside it"]),
    ...(refused === undefined ? [] : [refused]),
  ];
}
