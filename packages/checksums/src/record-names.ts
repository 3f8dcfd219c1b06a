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

/** What may lie beside the artifacts of a version although its checksum file does not list it: the record, and what Releaser's page carries. */
export function besideNames(version: string): readonly string[] {
  const { checksums, statement, envelope, bundle } = recordNames(version);
  return [checksums, statement, envelope, bundle, `${version}.smoke.json`, "evidence.json", "dist-tags.json"];
}
