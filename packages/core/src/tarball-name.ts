/** The file name that npm and pnpm give a tarball: `@acme/core` 1.4.0 packs to `acme-core-1.4.0.tgz`. */
export function tarballName(name: string, version: string): string {
  return `${name.replace(/^@/u, "").replaceAll("/", "-")}-${version}.tgz`;
}
