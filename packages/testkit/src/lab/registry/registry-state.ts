import { createHash } from "node:crypto";

/** One package as the registry keeps it: the packument's parts, as JSON values. */
export interface StoredPackage {
  readonly name: string;
  readonly versions: Readonly<Record<string, StoredVersion>>;
  readonly distTags: Readonly<Record<string, string>>;
  /** When the registry received each version. */
  readonly time: Readonly<Record<string, string>>;
  readonly access: string;
}

/** A manifest with its `dist`; `tarball` is a file's name, which becomes an address when it is served. */
export type StoredVersion = Readonly<Record<string, unknown>> & {
  readonly dist: {
    readonly integrity: string;
    readonly shasum: string;
    readonly tarball: string;
    /** Files and bytes once unpacked, which npm's own registry tells. */
    readonly fileCount?: number;
    readonly unpackedSize?: number;
  };
};

/** All that a registry holds, as plain data. */
export interface RegistryState {
  readonly packages: Readonly<Record<string, StoredPackage>>;
  /** Bytes in base64, by the tarball's name. */
  readonly tarballs: Readonly<Record<string, string>>;
  /** `name@version` of each publication that was taken, in order. */
  readonly published: readonly string[];
  /** What waits for a person's approval, in the order in which it came; none unless told. */
  readonly staged?: readonly StagedPublication[];
  /** Bundles of attestations, by `name@version`; none unless told. */
  readonly attestations?: Readonly<Record<string, readonly unknown[]>>;
}

/** A publication in staging. */
export interface StagedPublication {
  /** A UUID. */
  readonly id: string;
  readonly actor: string;
  readonly createdAt: string;
  /** `pending` unless told. */
  readonly status?: string;
  readonly body: PublicationBody;
}

/** A registry with nothing in it. */
export const emptyRegistry: RegistryState = { packages: {}, tarballs: {}, published: [] };

/** What is wrong with a change: an HTTP status and npm's kind of words. */
export interface Refusal {
  readonly status: number;
  readonly error: string;
}

/** The state after a change, or why there is none. */
export type Changed = { readonly state: RegistryState } | { readonly refused: Refusal };

/** A publication as npm's clients send it. */
export interface PublicationBody {
  readonly name: string;
  readonly versions: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly "dist-tags"?: Readonly<Record<string, string>>;
  readonly access?: string | null;
  readonly _attachments?: Readonly<Record<string, { readonly data: string; readonly length?: number }>>;
}

/** Takes one new version with its bytes, or none: what it states of them has to be true. */
export function publishTo(state: RegistryState, body: PublicationBody, now: string): Changed {
  const [version, manifest] = Object.entries(body.versions)[0] ?? [];
  const attachments = Object.entries(body._attachments ?? {});
  const [tarball, attachment] = attachments.find(([name]) => name.endsWith(".tgz")) ?? [];
  if (version === undefined || manifest === undefined || tarball === undefined || attachment === undefined) {
    return refuse(400, "a publication has one version and one attachment");
  }
  const there = state.packages[body.name];
  if (there?.versions[version] !== undefined || there?.time[version] !== undefined) {
    return refuse(403, `You cannot publish over the previously published versions: ${version}.`);
  }
  const bytes = Buffer.from(attachment.data, "base64");
  const stated = (manifest["dist"] ?? {}) as { readonly integrity?: string; readonly shasum?: string };
  const [integrity, shasum] = [`sha512-${digest("sha512", bytes, "base64")}`, digest("sha1", bytes, "hex")];
  if (stated.integrity !== undefined && stated.integrity !== integrity) {
    return refuse(400, "the integrity is not that of the attachment");
  }
  if (manifest["name"] !== body.name || manifest["version"] !== version) {
    return refuse(400, "the manifest is another's");
  }
  const file = `${body.name}/-/${body.name.split("/").at(-1) ?? ""}-${version}.tgz`;
  const stored: StoredPackage = {
    name: body.name,
    versions: { ...there?.versions, [version]: { ...manifest, dist: { integrity, shasum, tarball: file } } },
    distTags: {
      ...there?.distTags,
      ...body["dist-tags"],
      latest: there?.distTags["latest"] ?? version,
      ...body["dist-tags"],
    },
    time: { ...there?.time, [version]: now },
    access: body.access ?? there?.access ?? "public",
  };
  const id = `${body.name}@${version}`;
  const bundle = attachments.find(([name]) => name.endsWith(".sigstore"))?.[1].data;
  return {
    state: {
      ...state,
      packages: { ...state.packages, [body.name]: stored },
      tarballs: { ...state.tarballs, [file]: attachment.data },
      published: [...state.published, id],
      ...(bundle !== undefined && {
        attestations: { ...state.attestations, [id]: [toAttestation(JSON.parse(bundle) as unknown)] },
      }),
    },
  };
}

/** A provenance bundle as the registry serves it. */
function toAttestation(bundle: unknown): unknown {
  return { predicateType: "https://slsa.dev/provenance/v1", bundle };
}

/** What is to become of a dist-tag. */
export interface TagChange {
  readonly name: string;
  readonly tag: string;
  readonly version: string | undefined;
}

/** Moves a dist-tag, or takes it away where no version is given. */
export function tagIn(state: RegistryState, { name, tag, version }: TagChange): Changed {
  const there = state.packages[name];
  if (!there || (version !== undefined && there.versions[version] === undefined)) return refuse(404, "no such version");
  if (version === undefined && tag === "latest") return refuse(400, "latest cannot be removed");
  const { [tag]: _, ...others } = there.distTags;
  const distTags = version === undefined ? others : { ...others, [tag]: version };
  return { state: { ...state, packages: { ...state.packages, [name]: { ...there, distTags } } } };
}

/** Takes over what may be changed of versions that are there: whether they are deprecated. */
export function deprecateIn(state: RegistryState, body: PublicationBody): Changed {
  const there = state.packages[body.name];
  if (!there) return refuse(404, "no such package");
  const versions = Object.entries(there.versions).map(([version, stored]) => {
    const { deprecated: _, ...manifest } = stored;
    const asked = body.versions[version]?.["deprecated"];
    const next = typeof asked === "string" && asked !== "" ? { ...manifest, deprecated: asked } : manifest;
    return [version, next] as const;
  });
  const changed = { ...there, versions: Object.fromEntries(versions) };
  return { state: { ...state, packages: { ...state.packages, [body.name]: changed } } };
}

/** A change that is not made. */
export function refuse(status: number, error: string): Changed {
  return { refused: { status, error } };
}

function digest(algorithm: "sha1" | "sha512", bytes: Buffer, encoding: "base64" | "hex"): string {
  return createHash(algorithm).update(bytes).digest(encoding);
}
