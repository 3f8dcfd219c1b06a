import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { json, type LabReply, type LabRequest, type LabServer, serve } from "../loopback.ts";
import { answerAccount } from "./registry-account.ts";
import { exchange } from "./registry-identity.ts";
import { accountOf, refusalOf, type RegistryRules } from "./registry-rules.ts";
import { answerStaging, stageIn } from "./registry-staging.ts";
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
  /** Answers by other rules from now on. */
  rule(rules: RegistryRules): void;
}

/** Opens a registry on loopback; empty unless told, and open to everyone unless it is given rules. */
export async function openLabRegistry(
  start: RegistryState = emptyRegistry,
  given: RegistryRules = {},
): Promise<LabRegistry> {
  let [state, rules] = [start, given];
  const change = (changed: Changed, done: LabReply): LabReply => {
    if ("refused" in changed) return json(changed.refused.status, { error: changed.refused.error });
    ({ state } = changed);
    return done;
  };
  const rule = (next: RegistryRules): void => void (rules = next);
  const server = await serve((request) => answer(request, { state, rules, change, rule }));
  return { ...server, snapshot: () => state, restore: (to) => void (state = to), rule };
}

/** Writes an npmrc that names a registry and a token, one that means nothing unless told, and gives its path. */
export function writeNpmrc(file: string, url: string, token = "lab"): string {
  const { host } = new URL(url);
  writeFileSync(file, `registry=${url}/\n//${host}/:_authToken=${token}\n`);
  return file;
}

type Change = (changed: Changed, done: LabReply) => LabReply;

interface Asked {
  readonly state: RegistryState;
  readonly rules: RegistryRules;
  readonly change: Change;
  readonly rule: (rules: RegistryRules) => void;
}

function answer(request: LabRequest, asked: Asked): LabReply {
  const { pathname } = new URL(request.path, "http://lab.invalid");
  const path = decodeURIComponent(pathname).slice(1);
  return (
    answerAccount(request, path, asked) ??
    answerStaging(request, path, asked) ??
    answerExchange(request, path, asked) ??
    answerAttestations(path, asked) ??
    answerDistTags(request, path, asked) ??
    answerPackage(request, path, asked)
  );
}

function answerExchange(request: LabRequest, path: string, asked: Asked): LabReply | undefined {
  const name = /^-\/npm\/v1\/oidc\/token\/exchange\/package\/(?<name>.+)$/u.exec(path)?.groups?.["name"];
  if (name === undefined) return undefined;
  const { reply, account } = exchange(request, name, asked);
  const { rules } = asked;
  if (account) asked.rule({ ...rules, accounts: { ...rules.accounts, [account[0]]: account[1] } });
  return reply;
}

function answerAttestations(path: string, { state }: Asked): LabReply | undefined {
  const id = /^-\/npm\/v1\/attestations\/(?<id>.+)$/u.exec(path)?.groups?.["id"];
  if (id === undefined) return undefined;
  const attestations = state.attestations?.[id];
  return attestations ? json(200, { attestations }) : json(404, { error: "Attestations not found" });
}

function answerDistTags(request: LabRequest, path: string, { state, change }: Asked): LabReply | undefined {
  const tags = /^-\/package\/(?<name>.+)\/dist-tags(?:\/(?<tag>[^/]+))?$/u.exec(path)?.groups;
  return tags?.["name"] === undefined
    ? undefined
    : answerTags(request, { name: tags["name"], tag: tags["tag"], state, change });
}

function answerPackage(request: LabRequest, path: string, asked: Asked): LabReply {
  const { state } = asked;
  if (path === "-/ping") return json(200, {});
  const bytes = state.tarballs[path];
  if (bytes !== undefined) {
    return { status: 200, headers: { "content-type": "application/octet-stream" }, body: Buffer.from(bytes, "base64") };
  }
  if (request.method === "PUT" || request.method === "POST") return takePublication(request, asked);
  const found = state.packages[path.replace(/\/-rev\/.*$/u, "")];
  return found
    ? json(200, toPackument(found, `http://${request.headers["host"] ?? ""}`))
    : json(404, { error: "Not found" });
}

function takePublication(request: LabRequest, { state, rules, change, rule }: Asked): LabReply {
  const body = JSON.parse(request.body.toString("utf8")) as PublicationBody;
  const isNew = Object.keys(body._attachments ?? {}).length > 0;
  const now = new Date().toISOString();
  if (!isNew) return change(deprecateIn(state, body), json(201, { ok: true }));
  const { busy = 0, retryAfter = 1 } = rules;
  if (busy > 0) {
    rule({ ...rules, busy: busy - 1 });
    return json(429, { error: "rate limited" }, { "retry-after": `${retryAfter}` });
  }
  const refusal = refusalOf(request, body, { rules, state });
  if (refusal) return refusal;
  if (request.method === "PUT") return change(publishTo(state, body, now), json(201, { ok: true }));
  const [actor, id] = [accountOf(request, rules)?.username ?? "", randomUUID()];
  return change(stageIn(state, body, { actor, id }), json(201, { stageId: id }));
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
