import { sha256, isRecord, parseJson } from "@releaser/core";

export type SbomFormat = "cyclonedx" | "spdx";

/** What stands in a bill of materials in place of the moment and the chance that its maker puts there. */
export interface SbomIdentity {
  /** From which its serial number is derived: the same for the same seed. */
  readonly seed: string;
  /** When the release was committed. */
  readonly date: Date;
}

/**
 * A bill of materials as pnpm writes it, with a serial number and a time that a second run would give too; undefined where
 * the text is none of that format.
 */
export function normalSbom(text: string, format: SbomFormat, { seed, date }: SbomIdentity): string | undefined {
  const document = parseJson(text);
  if (!isRecord(document)) return undefined;
  const uuid = toUuid(seed);
  if (format === "cyclonedx" && document["bomFormat"] === "CycloneDX" && isRecord(document["metadata"])) {
    const metadata = { ...document["metadata"], timestamp: date.toISOString() };
    return render({ ...document, serialNumber: `urn:uuid:${uuid}`, metadata });
  }
  if (format === "spdx" && document["SPDXID"] === "SPDXRef-DOCUMENT" && isRecord(document["creationInfo"])) {
    const creationInfo = { ...document["creationInfo"], created: date.toISOString().replace(/\.\d{3}Z$/u, "Z") };
    return render({ ...document, documentNamespace: `https://spdx.org/spdxdocs/${uuid}`, creationInfo });
  }
  return undefined;
}

function render(document: object): string {
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** A UUID of version 8, whose bits are those of a digest. */
function toUuid(seed: string): string {
  const hex = sha256(seed);
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join("-");
}
