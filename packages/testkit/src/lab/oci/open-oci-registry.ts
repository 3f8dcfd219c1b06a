import { json, type LabReply, type LabRequest, type LabServer, serve } from "../loopback.ts";
import { giveToken, type OciAccess, refusedAccess } from "./oci-access.ts";
import { emptyOci, type OciChanged, type OciState, putBlob, putManifest } from "./oci-state.ts";

/** An image registry of the laboratory's own: what pushing, pulling and listing needs of the OCI distribution API, with a state that is plain data. */
export interface OciRegistry extends LabServer {
  /** Host and port, as a reference begins: `127.0.0.1:5000`. */
  readonly host: string;
  /** Every request so far as `PUT /v2/…`, with the names of the headers that carry credentials. */
  readonly asked: readonly { readonly line: string; readonly authorization: string | undefined }[];
  /** What it holds now. */
  snapshot(): OciState;
  /** Puts it back to what it held. */
  restore(state: OciState): void;
}

/** Opens a registry on loopback; empty and open to all unless told. */
export async function openOciRegistry(
  access: OciAccess = { kind: "open" },
  start: OciState = emptyOci,
): Promise<OciRegistry> {
  let state = start;
  let uploads = 0;
  const asked: { line: string; authorization: string | undefined }[] = [];
  const change = (changed: OciChanged, done: LabReply): LabReply => {
    if ("refused" in changed) return told(changed.refused.status, changed.refused.code);
    ({ state } = changed);
    return done;
  };
  const server = await serve((request) => {
    asked.push({ line: `${request.method} ${request.path}`, authorization: request.headers["authorization"] });
    const { pathname } = new URL(request.path, "http://lab.invalid");
    if (pathname === "/token") return giveToken(request, access);
    const parts = /^\/v2\/(?<name>.+)\/(?<kind>blobs\/uploads|blobs|manifests|tags)\/(?<last>[^/]*)$/u.exec(
      pathname,
    )?.groups;
    const { name = "", kind = "", last = "" } = parts ?? {};
    const refused = refusedAccess(request, access, pathname === "/v2/" ? undefined : name);
    if (refused) return refused;
    if (pathname === "/v2/") return json(200, {});
    if (kind === "blobs/uploads") return upload(request, { name, state, change, session: () => `${(uploads += 1)}` });
    if (kind === "tags") return listTags(request, name, state);
    if (kind === "manifests" && request.method === "PUT") {
      const mediaType = request.headers["content-type"] ?? "";
      return change(putManifest(state, name, { reference: last, mediaType, bytes: request.body }), json(201, {}));
    }
    return kind === "manifests" ? readManifest(request, name, { state, reference: last }) : readBlob(name, last, state);
  });
  return {
    ...server,
    host: new URL(server.url).host,
    asked,
    snapshot: () => state,
    restore: (to) => void (state = to),
  };
}

interface Uploading {
  readonly name: string;
  readonly state: OciState;
  readonly change: (changed: OciChanged, done: LabReply) => LabReply;
  readonly session: () => string;
}

/** Begun by POST, done by one PUT with all bytes. */
function upload({ method, path, body, headers }: LabRequest, { name, state, change, session }: Uploading): LabReply {
  if (method === "POST") {
    const location = `http://${headers["host"] ?? ""}/v2/${name}/blobs/uploads/${session()}?_state=lab`;
    return { status: 202, headers: { location } };
  }
  const digest = new URL(path, "http://lab.invalid").searchParams.get("digest") ?? "";
  return change(putBlob(state, name, { digest, bytes: body }), {
    status: 201,
    headers: { "docker-content-digest": digest },
  });
}

function readManifest(
  { headers }: LabRequest,
  name: string,
  { state, reference }: { readonly state: OciState; readonly reference: string },
): LabReply {
  const image = state.images[name];
  const digest = reference.includes(":") ? reference : (image?.tags[reference] ?? "");
  const found = image?.manifests[digest];
  if (!found || !(headers["accept"] ?? "").includes(found.mediaType)) return told(404, "MANIFEST_UNKNOWN");
  return {
    status: 200,
    headers: { "content-type": found.mediaType, "docker-content-digest": digest },
    body: Buffer.from(found.bytes, "base64"),
  };
}

function readBlob(name: string, digest: string, state: OciState): LabReply {
  const bytes = state.images[name]?.blobs[digest];
  if (bytes === undefined) return told(404, "BLOB_UNKNOWN");
  return { status: 200, headers: { "docker-content-digest": digest }, body: Buffer.from(bytes, "base64") };
}

/** Pages of `n`, each after the last tag of the one before, as the specification has it. */
function listTags({ path }: LabRequest, name: string, state: OciState): LabReply {
  const image = state.images[name];
  if (!image) return told(404, "NAME_UNKNOWN");
  const { searchParams } = new URL(path, "http://lab.invalid");
  const [n, last] = [Number(searchParams.get("n") ?? 100), searchParams.get("last") ?? ""];
  const rest = Object.keys(image.tags)
    .toSorted()
    .filter((tag) => tag > last);
  const page = rest.slice(0, n);
  const more = page.length < rest.length;
  return json(
    200,
    { name, tags: page },
    more ? { link: `</v2/${name}/tags/list?n=${n}&last=${page.at(-1) ?? ""}>; rel="next"` } : {},
  );
}

function told(status: number, code: string): LabReply {
  return json(status, { errors: [{ code, message: code.toLowerCase().replaceAll("_", " ") }] });
}
