import type { Attestation } from "@releaser/publishers";

export interface JudgedProvenance {
  readonly name: string;
  readonly version: string;
  /** `sha512-…`, of the bytes that the registry serves. */
  readonly integrity: string | undefined;
  readonly attestations: readonly Attestation[];
}

const provenance = "https://slsa.dev/provenance/";
const none = "its manifest promises provenance (publishConfig.provenance), and the registry has none";

/** What is wrong with the provenance of a version; undefined where one is there and is of these very bytes. */
export function judgeProvenance({ name, version, integrity, attestations }: JudgedProvenance): string | undefined {
  const found = attestations.filter(({ predicateType }) => predicateType.startsWith(provenance));
  if (found.length === 0) return none;
  const id = `pkg:npm/${name.replace(/^@/u, "%40")}@${version}`;
  const sha512 = Buffer.from((integrity ?? "").replace(/^sha512-/u, ""), "base64").toString("hex");
  const subjects = found.flatMap((one) => one.subjects);
  if (sha512 !== "" && subjects.some((subject) => subject.name === id && subject.sha512 === sha512)) return undefined;
  const others = subjects.map((subject) => `${subject.name} sha512 ${subject.sha512?.slice(0, 12) ?? "none"}…`);
  return `its provenance is of ${others.join(", ") || "nothing"}, and the registry serves ${id} sha512 ${sha512.slice(0, 12)}…`;
}
