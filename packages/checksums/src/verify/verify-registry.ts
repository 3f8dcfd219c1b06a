import { text } from "node:stream/consumers";
import { Readable } from "node:stream";
import type { ArtifactProblem, ExpectedFile } from "../record/compare-artifact.ts";
import { type PackageVersion, parsePackageUri } from "../statement/package-uri.ts";
import { type NoDist, parseDist, type PublishedDist } from "../record/published-dist.ts";
import { readAddress, type Remote, type Trouble } from "./remote.ts";
import { verifyAddress } from "./verify-page.ts";

/** A file that is a version of a package. */
interface PackageFile {
  readonly file: ExpectedFile;
  readonly version: PackageVersion;
}

/** The files that are versions of packages, by their package URLs. */
export function packageFiles(files: readonly ExpectedFile[]): readonly PackageFile[] {
  return files.flatMap((file) => {
    const version = file.uri === undefined ? undefined : parsePackageUri(file.uri);
    return version === undefined ? [] : [{ file, version }];
  });
}

/**
 * Downloads each file that is a version of a package from a registry, and compares it; the registry's own SHA-512 must be the
 * same. Other files are passed over. Asks without credentials; nothing is written.
 */
export async function verifyRegistry(
  files: readonly ExpectedFile[],
  registry: string,
  remote: Remote,
): Promise<readonly ArtifactProblem[]> {
  const problems: ArtifactProblem[] = [];
  for (const one of packageFiles(files)) problems.push(...(await verifyVersion(one, registry, remote)));
  return problems;
}

async function verifyVersion(
  { file, version }: PackageFile,
  registry: string,
  remote: Remote,
): Promise<readonly ArtifactProblem[]> {
  const dist = await readDist(version, registry, remote);
  if ("problem" in dist) return [{ file: file.name, algorithm: "sha256", expected: file.sha256, ...dist }];
  const { name } = file;
  if (dist.sha512 === undefined) {
    return [{ file: name, problem: "unproven", why: "the registry states no SHA-512 of it, and SHA-1 proves nothing" }];
  }
  const [tarball, own] = [new URL(dist.tarball), new URL(registry)];
  if (tarball.host !== own.host && !remote.hosts.includes(tarball.host)) {
    return [{ file: name, problem: "refused", why: `the registry names a tarball on another host, ${tarball.host}` }];
  }
  // The registry's word and the record's are both held against the bytes; where the record has no SHA-512, the registry's counts.
  const stated: readonly ArtifactProblem[] =
    file.sha512 !== undefined && file.sha512 !== dist.sha512
      ? [
          {
            file: name,
            problem: "different",
            algorithm: "sha512",
            expected: file.sha512,
            found: dist.sha512,
            why: "so the registry's integrity says",
          },
        ]
      : [];
  // Registries behind a proxy name themselves by http.
  if (tarball.hostname === own.hostname) tarball.protocol = own.protocol;
  return [...stated, ...(await verifyAddress({ sha512: dist.sha512, ...file }, tarball.href, remote))];
}

async function readDist(
  version: PackageVersion,
  registry: string,
  remote: Remote,
): Promise<NoDist | PublishedDist | Trouble> {
  const base = registry.endsWith("/") ? registry : `${registry}/`;
  const answer = await readAddress(remote, `${base}${version.name.replace("/", "%2f")}`, {
    accept: "application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8",
    read: async (body) => await text(Readable.from(body)),
  });
  return "value" in answer ? parseDist(answer.value, version) : answer;
}
