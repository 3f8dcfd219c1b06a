/** A version of a package on a registry. */
export interface PackageVersion {
  readonly name: string;
  readonly version: string;
}

/** A package version as a package URL (purl): `pkg:npm/%40acme/core@1.4.0`. */
export function renderPackageUri({ name, version }: PackageVersion): string {
  return `pkg:npm/${name.replace("@", "%40")}@${version}`;
}

const form = /^pkg:npm\/((?:%40[\w~.-]+\/)?[\w~-][\w~.-]*)@(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?)$/u;

/** Undefined where the text is no package URL as `renderPackageUri` writes them. */
export function parsePackageUri(uri: string): PackageVersion | undefined {
  const [, name, version] = form.exec(uri) ?? [];
  return name === undefined || version === undefined ? undefined : { name: name.replace("%40", "@"), version };
}
