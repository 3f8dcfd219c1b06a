import { failures } from "../failures.ts";
import { payloadType } from "./envelope.ts";
import { isUnanswered } from "./is-unanswered.ts";

/** What of the package `sigstore` is used. It is loaded where a CI run signs, and installed by who wants that. */
export interface Sigstore {
  /** Signs with a certificate that is issued to the identity of this CI run, and logs it. */
  attest(payload: Buffer, type: string): Promise<unknown>;
  /** Rejects with the reason where a bundle is not of that identity, or not in the log. */
  verify(bundle: object, options: SigstorePolicy): Promise<unknown>;
}

interface SigstorePolicy {
  readonly certificateIssuer: string;
  /** A regular expression, as the package takes it. */
  readonly certificateIdentityURI: string;
}

/** A CI run that is trusted to sign: who issues its tokens, and the URI of the workflow that they name. */
export interface SigstoreIdentity {
  readonly issuer: string;
  readonly subject: string;
}

/**
 * A statement's text as a bundle of sigstore, signed by the identity of this CI run. Public: certificate and statement's
 * digest go into sigstore's log.
 * @throws E_STATEMENT_KEY where there is no such identity, E_SIGSTORE_UNAVAILABLE where sigstore does not answer
 */
export async function attestStatement(statement: string, sigstore: Pick<Sigstore, "attest">): Promise<string> {
  try {
    return `${JSON.stringify(await sigstore.attest(Buffer.from(statement, "utf8"), payloadType), undefined, 2)}\n`;
  } catch (error) {
    refuseUnanswered(error);
    throw failures.E_STATEMENT_KEY({ why: `sigstore did not sign: ${messageOf(error)}` }, { cause: error });
  }
}

/**
 * What is wrong with a bundle: that it holds another statement than the one beside it, or is not of that identity.
 * @throws E_SIGSTORE_UNAVAILABLE where sigstore does not say whom it trusts
 */
export async function verifyBundle(
  text: string,
  { statement, identity, sigstore }: BundleToVerify,
): Promise<readonly string[]> {
  const bundle = parseBundle(text);
  if (bundle === undefined) return ["it is no bundle of sigstore with a statement"];
  const policy = { certificateIssuer: identity.issuer, certificateIdentityURI: exactly(identity.subject) };
  const refused = await sigstore.verify(bundle.document, policy).then(
    () => [],
    (error: unknown) => {
      refuseUnanswered(error);
      return [messageOf(error)];
    },
  );
  return [
    ...(bundle.payload === statement ? [] : ["it holds another statement than the one beside it"]),
    ...refused.map((reason) => `sigstore does not accept it: ${reason}`),
  ];
}

export interface BundleToVerify {
  readonly statement: string;
  readonly identity: SigstoreIdentity;
  readonly sigstore: Pick<Sigstore, "verify">;
}

/** Sigstore looks for a pattern anywhere in the identity: this one matches nothing but the text itself. */
function exactly(text: string): string {
  return `^${text.replaceAll(/[$()*+.?[\\\]^{|}/-]/gu, String.raw`\$&`)}$`;
}

function parseBundle(text: string): { readonly document: object; readonly payload: string } | undefined {
  try {
    const document = JSON.parse(text) as {
      readonly dsseEnvelope?: { readonly payload?: unknown; readonly payloadType?: unknown };
    } | null;
    const { payload, payloadType: type } = document?.dsseEnvelope ?? {};
    if (document === null || typeof payload !== "string" || type !== payloadType) return undefined;
    return { document, payload: Buffer.from(payload, "base64").toString("utf8") };
  } catch {
    return undefined;
  }
}

function refuseUnanswered(error: unknown): void {
  if (isUnanswered(error)) throw failures.E_SIGSTORE_UNAVAILABLE({ why: messageOf(error) }, { cause: error });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
