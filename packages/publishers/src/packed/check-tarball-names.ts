import { tarballName } from "@releaser/core";
import { failures } from "../failures.ts";

/** Throws `E_TARBALL_COLLISION` where two packages pack to one file name, as `@a/b-c` and `@a-b/c` do. */
export function checkTarballNames(packages: readonly { readonly name: string; readonly version: string }[]): void {
  const byFile = Map.groupBy(packages, ({ name, version }) => tarballName(name, version).toLowerCase());
  for (const [file, members] of byFile) {
    if (members.length > 1) throw failures.E_TARBALL_COLLISION({ file, packages: members.map(({ name }) => name) });
  }
}
