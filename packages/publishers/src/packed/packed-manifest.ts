import { isRecord, isStringRecord } from "@releaser/core";

/** The `package.json` inside a tarball: what consumers and the registry see. */
export interface PackedManifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly publishConfig?: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

/** The text of a `package.json` as a manifest; undefined where it is none or a field has another shape than npm's. */
export function parsePackedManifest(text: string): PackedManifest | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/u, ""));
    return isPackedManifest(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const consumerFields = ["dependencies", "optionalDependencies", "peerDependencies"] as const;

function isPackedManifest(value: unknown): value is PackedManifest {
  if (!isRecord(value) || typeof value["name"] !== "string" || typeof value["version"] !== "string") return false;
  return consumerFields.every((field) => value[field] === undefined || isStringRecord(value[field]));
}

const local = /^(?:workspace|catalog|link|portal):/u;

/** Ranges of what consumers install that only a workspace can resolve, as `dependencies.b workspace:^`. */
export function localRanges(manifest: PackedManifest): readonly string[] {
  return consumerFields.flatMap((field) =>
    Object.entries(manifest[field] ?? {})
      .filter(([, range]) => local.test(range))
      .map(([name, range]) => `${field}.${name} ${range}`),
  );
}
