import { basename } from "node:path";
import { checkTarEntries } from "./check-tar-entries.ts";
import { failures } from "../failures.ts";
import { type PackageVersion, parsePackageUri, renderPackageUri } from "../statement/package-uri.ts";
import { readTarEntries, type TarEntry, type TarLimits, type TarReading } from "./read-tar-entries.ts";

/** A tarball as listed. */
export interface TarballContents {
  readonly entries: readonly TarEntry[];
  /** Its `package/package.json`, as parsed. */
  readonly manifest: Readonly<Record<string, unknown>>;
}

const defaults: TarLimits = { maxEntries: 50_000, maxUnpacked: 1 << 29 };

/**
 * Lists a package's tarball and reads its manifest; unpacks nothing. By default at most 50,000 entries and 512 MiB.
 * @throws E_TARBALL_HOSTILE with every problem, E_ARTIFACT_NOT_REGULAR
 */
export async function inspectTarball(
  path: string,
  options: Partial<TarLimits> & Pick<TarReading, "oids"> = {},
): Promise<TarballContents> {
  const { entries, manifest: text, problems: unread } = await readTarEntries(path, { ...defaults, ...options });
  const manifest = parseManifest(text);
  const problems = [
    ...unread,
    ...checkTarEntries(entries),
    ...(manifest === undefined ? ["it has no readable package/package.json"] : []),
  ];
  if (problems.length > 0 || manifest === undefined) {
    const shown = problems.length > 20 ? [...problems.slice(0, 20), `and ${problems.length - 20} more`] : problems;
    throw failures.E_TARBALL_HOSTILE({ tarball: basename(path), problems: shown });
  }
  return { entries, manifest };
}

/** The version of a package that a tarball says it is, read no further than its manifest; undefined for any other file. */
export async function readPackageVersion(path: string): Promise<PackageVersion | undefined> {
  const { manifest } = await readTarEntries(path, { ...defaults, manifestAlone: true });
  const { name, version } = parseManifest(manifest) ?? {};
  const said = typeof name === "string" && typeof version === "string" ? { name, version } : undefined;
  return said && parsePackageUri(renderPackageUri(said));
}

/** A manifest as parsed; undefined where the text is no JSON object. */
export function parseManifest(text: string | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    const manifest: unknown = JSON.parse(text ?? "");
    return typeof manifest === "object" && manifest !== null && !Array.isArray(manifest)
      ? (manifest as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}
