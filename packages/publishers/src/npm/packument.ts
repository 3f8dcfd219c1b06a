import { sha512Integrity, isRecord, isStringRecord } from "@releaser/core";

/** What the registry says of one version. */
export interface PublishedVersion {
  /** Address of the tarball. */
  readonly tarball: string;
  /** `sha512-…`; undefined where the registry gives sha1 alone, which proves nothing. */
  readonly integrity: string | undefined;
  readonly deprecated: string | undefined;
  /** What its manifest runs; empty in the short form, which leaves it out. */
  readonly scripts: Readonly<Record<string, string>>;
  /** Bytes of all files, where the registry tells it. */
  readonly unpackedSize?: number;
  /** How many files it has, where the registry tells it. */
  readonly fileCount?: number;
}

/** What the registry says of a package, translated once. */
export interface Packument {
  readonly name: string;
  readonly "dist-tags": Readonly<Record<string, string>>;
  readonly versions: Readonly<Record<string, PublishedVersion>>;
  /** When each version was published, also those that were taken away since. */
  readonly time: Readonly<Record<string, string>>;
}

/** A registry's answer as a packument; undefined where it is no packument of that name. */
export function parsePackument(name: string, value: unknown): Packument | undefined {
  if (!isRecord(value) || value["name"] !== name || !isRecord(value["versions"])) return undefined;
  const versions = Object.entries(value["versions"]).flatMap(([version, manifest]) => {
    const published = parseVersion(manifest);
    return published ? [[version, published] as const] : [];
  });
  const time = isRecord(value["time"]) ? Object.entries(value["time"]).filter(([, at]) => typeof at === "string") : [];
  return {
    name,
    "dist-tags": isStringRecord(value["dist-tags"]) ? value["dist-tags"] : {},
    versions: Object.fromEntries(versions),
    time: Object.fromEntries(time) as Readonly<Record<string, string>>,
  };
}

function parseVersion(manifest: unknown): PublishedVersion | undefined {
  const dist = isRecord(manifest) ? manifest["dist"] : undefined;
  if (!isRecord(manifest) || !isRecord(dist) || typeof dist["tarball"] !== "string") return undefined;
  const { integrity, unpackedSize, fileCount } = dist;
  const deprecated = manifest["deprecated"];
  return {
    tarball: dist["tarball"],
    integrity: typeof integrity === "string" ? sha512Integrity(integrity) : undefined,
    deprecated: typeof deprecated === "string" ? deprecated : undefined,
    scripts: isStringRecord(manifest["scripts"]) ? manifest["scripts"] : {},
    ...(typeof unpackedSize === "number" && { unpackedSize }),
    ...(typeof fileCount === "number" && { fileCount }),
  };
}
