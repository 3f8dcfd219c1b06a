import { isRecord, isStringRecord, parseJson } from "@releaser/core";
import { failures } from "../failures.ts";
import type { NpmRegistry } from "./npm-registry.ts";

/** What an attestation that a registry keeps beside a version says, unsigned: whoever wants its signature judged asks sigstore. */
export interface Attestation {
  /** `https://slsa.dev/provenance/v1`. */
  readonly predicateType: string;
  readonly subjects: readonly AttestedSubject[];
}

export interface AttestedSubject {
  /** `pkg:npm/%40acme/core@1.4.0`. */
  readonly name: string;
  /** In hex; undefined where it states none. */
  readonly sha512: string | undefined;
}

/** What was attested of a version; empty where the registry has nothing. Throws `E_REGISTRY_ANSWER` where its answer cannot be read. */
export async function readAttestations(
  registry: Pick<NpmRegistry, "ask" | "urlOf">,
  name: string,
  version: string,
): Promise<readonly Attestation[]> {
  const id = `${name}@${version}`;
  // At the registry itself, wherever its packument says that they are: a token goes nowhere else.
  const answer = await registry.ask(name, `-/npm/v1/attestations/${id.replace("/", "%2f")}`);
  const parsed = answer === undefined ? [] : parseAttestations(answer);
  if (parsed) return parsed;
  const why = "what it gave as attestations holds no statement";
  throw failures.E_REGISTRY_ANSWER({ id, registry: registry.urlOf(name), why });
}

/** A registry's answer as attestations; undefined where it is none, or one of them is in no envelope that can be read. */
function parseAttestations(value: unknown): readonly Attestation[] | undefined {
  if (!isRecord(value) || !Array.isArray(value["attestations"])) return undefined;
  const parsed = value["attestations"].map((one) => parseAttestation(one));
  return parsed.every((one) => one !== undefined) ? parsed : undefined;
}

/** What the envelope holds counts, and never what is written beside it. */
function parseAttestation(value: unknown): Attestation | undefined {
  const bundle = isRecord(value) ? value["bundle"] : undefined;
  const envelope = isRecord(bundle) ? bundle["dsseEnvelope"] : undefined;
  const payload = isRecord(envelope) ? envelope["payload"] : undefined;
  const statement =
    typeof payload === "string" ? parseJson(Buffer.from(payload, "base64").toString("utf8")) : undefined;
  if (!isRecord(statement)) return undefined;
  const { predicateType, subject } = statement;
  if (typeof predicateType !== "string" || !Array.isArray(subject)) return undefined;
  return { predicateType, subjects: subject.flatMap((one) => parseSubject(one)) };
}

function parseSubject(value: unknown): readonly AttestedSubject[] {
  if (!isRecord(value) || typeof value["name"] !== "string") return [];
  const { name, digest } = value;
  return [{ name, sha512: isStringRecord(digest) ? digest["sha512"]?.toLowerCase() : undefined }];
}
