import { randomUUID } from "node:crypto";
import { json, type LabReply, type LabRequest } from "../loopback.ts";
import { accountOf, askForOtp, labOtp, type RegistryRules } from "./registry-rules.ts";
import { type Changed, type PublicationBody, publishTo, refuse, type RegistryState } from "./registry-state.ts";

/** Takes a publication into staging, where versions are as unique as published ones. */
export function stageIn(
  state: RegistryState,
  body: PublicationBody,
  { actor, id = randomUUID() }: { readonly actor: string; readonly id?: string },
): Changed {
  const version = Object.keys(body.versions)[0] ?? "";
  const isTaken =
    state.packages[body.name]?.versions[version] !== undefined ||
    (state.staged ?? []).some((one) => one.body.name === body.name && one.body.versions[version] !== undefined);
  if (isTaken) return refuse(403, `You cannot publish over the previously published versions: ${version}.`);
  const staged = { id, actor, createdAt: new Date().toISOString(), body };
  return { state: { ...state, staged: [...(state.staged ?? []), staged] } };
}

/** Publishes what is staged under an id. */
export function approveIn(state: RegistryState, id: string, now: string): Changed {
  const found = state.staged?.find((one) => one.id === id);
  return found ? publishTo(withoutStaged(state, id), found.body, now) : refuse(404, "Not found");
}

/** Takes what is staged under an id away, for ever. */
export function withoutStaged(state: RegistryState, id: string): RegistryState {
  return { ...state, staged: (state.staged ?? []).filter((one) => one.id !== id) };
}

interface Staging {
  readonly rules: RegistryRules;
  readonly state: RegistryState;
  readonly change: (changed: Changed, done: LabReply) => LabReply;
}

/** Answers `-/stage…` but for the publication into it; undefined where a client asks for something else. Short-lived tokens may not ask. */
export function answerStaging(
  request: LabRequest,
  path: string,
  { rules, state, change }: Staging,
): LabReply | undefined {
  const asked = /^-\/stage(?:\/(?<id>[0-9a-f-]{36})(?:\/(?<what>approve|tarball))?)?$/u.exec(path);
  if (!asked) return undefined;
  const account = accountOf(request, rules);
  if (!account || account.only !== undefined) return json(403, { error: "Forbidden" });
  const id = asked.groups?.["id"];
  if (id === undefined) return listStaged(request, state);
  if (asked.groups?.["what"] === "tarball") return stagedTarball(state, id);
  if (request.headers["npm-otp"] !== labOtp) return askForOtp();
  return request.method === "DELETE"
    ? change({ state: withoutStaged(state, id) }, json(200, {}))
    : change(approveIn(state, id, new Date().toISOString()), json(201, {}));
}

function stagedTarball(state: RegistryState, id: string): LabReply {
  const found = state.staged?.find((one) => one.id === id);
  const [, attachment] = Object.entries(found?.body._attachments ?? {}).find(([name]) => name.endsWith(".tgz")) ?? [];
  return attachment ? { status: 200, body: Buffer.from(attachment.data, "base64") } : json(404, { error: "Not found" });
}

function listStaged(request: LabRequest, state: RegistryState): LabReply {
  const query = new URL(request.path, "http://lab.invalid").searchParams;
  const [page, perPage] = [Number(query.get("page") ?? 0), Number(query.get("perPage") ?? 100)];
  const wanted = (state.staged ?? []).filter(({ body }) => [null, body.name].includes(query.get("package")));
  const items = wanted
    .slice(page * perPage, (page + 1) * perPage)
    .map(({ id, actor, createdAt, body, status = "pending" }) => ({
      id,
      packageName: body.name,
      version: Object.keys(body.versions)[0],
      tag: Object.keys(body["dist-tags"] ?? {})[0],
      createdAt,
      actor,
      actorType: "user",
      shasum: (Object.values(body.versions)[0]?.["dist"] as { readonly shasum?: string } | undefined)?.shasum,
      status,
    }));
  return json(200, { items, total: wanted.length });
}
