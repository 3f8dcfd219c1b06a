import { tarballName } from "@releaser/core";
import type { ExpectedFile } from "../record/compare-artifact.ts";
import { failures } from "../failures.ts";
import type { PackageVersion } from "../statement/package-uri.ts";

/** Refuses a `--package` whose tarball the record does not list: it would be taken for one that was looked at. @throws E_CHECKSUMS_USAGE */
export function checkPackages(files: readonly ExpectedFile[], packages: readonly PackageVersion[]): void {
  const names = new Set(files.map(({ name }) => name));
  for (const { name, version } of packages) {
    const file = tarballName(name, version);
    if (names.has(file)) continue;
    throw failures.E_CHECKSUMS_USAGE({
      message: `the record lists no ${file}, which --package ${name}@${version} would be`,
    });
  }
}
