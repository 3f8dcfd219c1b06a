import { writeFileSync } from "node:fs";
import { json, type LabReply, type LabRequest, type LabServer, serve } from "../loopback.ts";
import {
  type Changed,
  deprecateIn,
  emptyRegistry,
  type PublicationBody,
  publishTo,
  type RegistryState,
  type StoredPackage,
  tagIn,
} from "./registry-state.ts";

/** An npm registry of the laboratory's own: what clients need to publish, install, tag and deprecate, with a state that is plain data. */
export interface LabRegistry extends LabServer {
  /** What it holds now. */
  snapshot(): RegistryState;
  /** Puts it back to what it held. */
  restore(state: RegistryState): void;
}

/** Opens a registry on loopback; empty unless told. */
export async function openLabRegistry(start: RegistryState = emptyRegistry): Promise<LabRegistry> {
  let state = start;
  const change = (changed: Changed, done: LabReply): LabReply => {
    if ("refused" in changed) return json(changed.refused.status, { error: changed.refused.error });
    ({ state } = changed);
    return done;
  };
  const server = await serve((request) => answer(request, () => state, change));
  return { ...server, snapshot: () => state, restore: (to) => void (state = to) };
}

/** Writes an npmrc that names a registry and a token that means nothing, and gives its path. */
export function writeNpmrc(file: string, url: string): string {
  const { host } = new URL(url);
  writeFileSync(file, `registry=${url}/\n//${host}/:_authToken=lab\n`);
  return file;
}

type Change = (changed: Changed, done: LabReply) => LabReply;

function answer(request: LabRequest, state: () => RegistryState, change: Change): LabReply {
  const { pathname } = new URL(request.path, "http://lab.invalid");
  const path = decodeURIComponent(pathname).slice(1);
  const tags = /^-\/package\/(?<name>.+)\/dist-tags(?:\/(?<tag>[^/]+))?$/u.exec(path)?.groups;
  if (tags?.["name"] !== undefined) {
    return answerTags(request, { name: tags["name"], tag: tags["tag"], state: state(), change });
  }
  if (path === "-/ping") return json(200, {});
  if (path === "-/whoami") return json(200, { username: "lab" });
  const bytes = state().tarballs[path];
  if (bytes !== undefined) {
    return { status: 200, headers: { "content-type": "application/octet-stream" }, body: Buffer.from(bytes, "base64") };
  }
  const name = path.replace(/\/-rev\/.*$/u, "");
  if (request.method === "PUT") {
    const body = JSON.parse(request.body.toString("utf8")) as PublicationBody;
    const isNew = Object.keys(body._attachments ?? {}).length > 0;
    const now = new Date().toISOString();
    return change(isNew ? publishTo(state(), body, now) : deprecateIn(state(), body), json(201, { ok: true }));
  }
  const found = state().packages[name];
  return found
    ? json(200, toPackument(found, `http://${request.headers["host"] ?? ""}`))
    : json(404, { error: "Not found" });
}

interface Tagging {
  readonly name: string;
  readonly tag: string | undefined;
  readonly state: RegistryState;
  readonly change: Change;
}

function answerTags({ method, body }: LabRequest, { name, tag, state, change }: Tagging): LabReply {
  if (tag === undefined) {
    const found = state.packages[name];
    return found ? json(200, found.distTags) : json(404, { error: "Not found" });
  }
  const version = method === "DELETE" ? undefined : (JSON.parse(body.toString("utf8")) as string);
  return change(tagIn(state, { name, tag, version }), json(201, { ok: true }));
}

function toPackument({ name, versions, distTags, time }: StoredPackage, host: string): unknown {
  const served = Object.entries(versions).map(([version, manifest]) => [
    version,
    { ...manifest, dist: { ...manifest.dist, tarball: `${host}/${manifest.dist.tarball}` } },
  ]);
  const rev = `${Object.keys(versions).length}-${Object.values(distTags).join("-")}`;
  return { _id: name, _rev: rev, name, "dist-tags": distTags, versions: Object.fromEntries(served) as unknown, time };
}
