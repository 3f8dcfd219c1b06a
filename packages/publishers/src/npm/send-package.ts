import { publish } from "libnpmpublish";
import { checkedBytes } from "../packed/checked-bytes.ts";
import { failures } from "../failures.ts";
import type { PackedManifest } from "../packed/packed-manifest.ts";
import { isPublishConflict, toRegistryFailure } from "./registry-failure.ts";
import { authorise, type Authorised } from "./authorise.ts";
import type { FetchOptions } from "./fetch-options.ts";
import { canProve, type ProvenanceSetting, provesUnasked } from "./provenance.ts";
import { trustCommand } from "./trust-command.ts";

type Env = Readonly<Record<string, string | undefined>>;

export interface NpmPublication {
  /** The packed file; its very bytes are sent. */
  readonly file: string;
  /** SHA-512 in the form `sha512-…`; other bytes are not sent (`E_TARBALL_CHANGED`). */
  readonly integrity?: string;
  /** Read out of the packed file, never from the work tree. */
  readonly manifest: PackedManifest;
  readonly access: "public" | "restricted" | undefined;
  /** The dist-tag. */
  readonly tag: string;
  /** `auto` where npm's client would make a statement unasked; none unless told. */
  readonly provenance?: ProvenanceSetting;
}

/** How a package was sent. */
export interface Sent {
  /** Whether with a provenance statement. */
  readonly provenance: boolean;
}

/** Sends a packed file, as `NpmRegistry.publish` and `stage` say. */
export async function sendPackage(publication: NpmPublication, options: FetchOptions, env: Env): Promise<Sent> {
  const { manifest, access, tag, file, integrity } = publication;
  const { name, version } = manifest;
  const bytes = await checkedBytes(file, integrity);
  const authorised = await authorise(name, options, env);
  const provenance = wantsProvenance(publication, authorised, env);
  // libnpmpublish would take a `tag` of the manifest for the dist-tag.
  const { tag: _, ...sent } = manifest;
  const asked = {
    ...authorised.options,
    ...(access !== undefined && { access }),
    ...(provenance && { provenance }),
    defaultTag: tag,
    algorithms: ["sha512"],
  };
  await publish(sent as Parameters<typeof publish>[0], bytes, asked).catch((error: unknown) => {
    if (isPublishConflict(error)) return;
    const { registry } = options;
    const trusted = authorised.by === "identity" ? { trusted: { name, trust: trustCommand(name, env) } } : {};
    throw toRegistryFailure(error, { id: `${name}@${version}`, registry, method: "PUT", lines: asked, ...trusted });
  });
  return { provenance };
}

function wantsProvenance(
  { manifest, access, provenance = false }: NpmPublication,
  { identity }: Authorised,
  env: Env,
): boolean {
  if (provenance === "auto") return provesUnasked(env, identity, access);
  if (provenance && !canProve(env)) {
    throw failures.E_NPM_PROVENANCE_UNFIT({ id: `${manifest.name}@${manifest.version}` });
  }
  return provenance;
}
