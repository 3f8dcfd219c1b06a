import { isRecord, parseJson } from "@releaser/core";
import type { NpmRegistry } from "./npm-registry.ts";
import type { CiIdentity } from "./ci-identity.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** Whether a package is published with a provenance statement: always, never, or where npm's own client would make one unasked. */
export type ProvenanceSetting = boolean | "auto";

/** Whether a CI run can have a provenance statement signed: GitHub with `id-token: write`, GitLab with `SIGSTORE_ID_TOKEN`. */
export function canProve(env: Env): boolean {
  if (env["GITHUB_ACTIONS"] === "true") return (env["ACTIONS_ID_TOKEN_REQUEST_URL"] ?? "") !== "";
  return env["GITLAB_CI"] === "true" && (env["SIGSTORE_ID_TOKEN"] ?? "") !== "";
}

/** Whether npm's client would make a statement unasked: under trusted publishing, of a public package from a public repository. */
export function provesUnasked(env: Env, identity: CiIdentity | undefined, access: string | undefined): boolean {
  if (identity === undefined || access === "restricted" || !canProve(env)) return false;
  const { repository_visibility: repository, project_visibility: project } = identity.claims;
  return (env["GITLAB_CI"] === "true" ? project : repository) === "public";
}

/** A published version. */
interface Proven {
  readonly name: string;
  readonly version: string;
  /** SHA-512 in the form `sha512-…`. */
  readonly integrity: string;
}

/**
 * Whether a registry serves a provenance statement whose subject is the packed file. The registry verified its signature when
 * it took it; here it is not verified again.
 */
export async function servesProvenance(
  registry: Pick<NpmRegistry, "ask">,
  { name, version, integrity }: Proven,
): Promise<boolean> {
  const path = `-/npm/v1/attestations/${name.replace("/", "%2f")}@${version}`;
  const answer = await registry.ask(name, path);
  const all = isRecord(answer) && Array.isArray(answer["attestations"]) ? (answer["attestations"] as unknown[]) : [];
  const sha512 = Buffer.from(integrity.slice("sha512-".length), "base64").toString("hex");
  return all.some((one) => isAbout(one, sha512));
}

function isAbout(attestation: unknown, sha512: string): boolean {
  if (!isRecord(attestation) || !isRecord(attestation["bundle"])) return false;
  const envelope = attestation["bundle"]["dsseEnvelope"];
  const payload = isRecord(envelope) ? envelope["payload"] : undefined;
  const statement =
    typeof payload === "string" ? parseJson(Buffer.from(payload, "base64").toString("utf8")) : undefined;
  if (!isRecord(statement) || !String(statement["predicateType"]).startsWith("https://slsa.dev/provenance/")) {
    return false;
  }
  const subjects = Array.isArray(statement["subject"]) ? (statement["subject"] as unknown[]) : [];
  return subjects.some(
    (subject) => isRecord(subject) && isRecord(subject["digest"]) && subject["digest"]["sha512"] === sha512,
  );
}
