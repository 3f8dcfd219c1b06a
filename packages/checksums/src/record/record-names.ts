/** The names under which a record is kept, by the version or key that it is of. */
export interface RecordNames {
  readonly checksums: string;
  readonly statement: string;
  /** The signed statement. */
  readonly envelope: string;
  /** The statement as signed by the identity of a CI run. */
  readonly bundle: string;
}

export function recordNames(version: string): RecordNames {
  return {
    checksums: `${version}.txt`,
    statement: `${version}.intoto.json`,
    envelope: `${version}.intoto.dsse.json`,
    bundle: `${version}.intoto.sigstore.json`,
  };
}

/** The same as a list. */
export function recordFiles(version: string): readonly string[] {
  const { checksums, statement, envelope, bundle } = recordNames(version);
  return [checksums, statement, envelope, bundle];
}

/** What a release page of Releaser in a folder holds beside the artifacts of a version although its checksum file does not list it. */
export function pageNames(version: string): readonly string[] {
  const own = ["release.json", "body.md", "evidence.json", "dist-tags.json", `${version}.smoke.json`];
  return [...recordFiles(version), ...own];
}
