import { failures } from "../failures.ts";

/** What is signed: an in-toto statement. */
export const payloadType = "application/vnd.in-toto+json";

/** A DSSE envelope with one signature. */
export interface Envelope {
  /** The statement's text. */
  readonly payload: string;
  /** What names the key; see the signers. */
  readonly keyid: string;
  readonly sig: Buffer;
}

/** The bytes that a signature of DSSE v1 is over: type and payload, each with its length before it. */
export function preAuthEncoding(payload: string): Buffer {
  const body = Buffer.from(payload, "utf8");
  return Buffer.concat([Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} ${body.length} `, "utf8"), body]);
}

/** The envelope as JSON, the same bytes for the same envelope. */
export function renderEnvelope({ payload, keyid, sig }: Envelope): string {
  const document = {
    payload: Buffer.from(payload, "utf8").toString("base64"),
    payloadType,
    signatures: [{ keyid, sig: sig.toString("base64") }],
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/**
 * Reads exactly what `renderEnvelope` writes, so that no other bytes mean the same. Proves nothing of the signature.
 * @throws E_ENVELOPE_INVALID
 */
export function parseEnvelope(text: string, file: string): Envelope {
  const [, payload = "", keyid = "", sig = ""] = form.exec(text) ?? [];
  const envelope = {
    payload: Buffer.from(payload, "base64").toString("utf8"),
    keyid,
    sig: Buffer.from(sig, "base64"),
  };
  if (renderEnvelope(envelope) === text && sig !== "") return envelope;
  throw failures.E_ENVELOPE_INVALID({ file, why: "it is no envelope of one signature as Releaser writes it" });
}

const form =
  /^\{\n {2}"payload": "([A-Za-z0-9+/=]+)",\n {2}"payloadType": "[\w./+-]+",\n {2}"signatures": \[\n {4}\{\n {6}"keyid": "([\w:+/=-]+)",\n {6}"sig": "([A-Za-z0-9+/=]+)"\n/u;
