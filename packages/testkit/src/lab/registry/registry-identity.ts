import { json, type LabReply, type LabRequest } from "../loopback.ts";
import type { LabAccount, RegistryRules } from "./registry-rules.ts";
import type { RegistryState } from "./registry-state.ts";

/** The token with which a run of the laboratory's CI asks for its identity. */
export const idTokenRequestToken = "lab-request";

/** An identity of a CI run as GitHub words it, unsigned: nothing here looks at signatures. */
export function idToken(claims: Readonly<Record<string, string>>): string {
  return [part({ alg: "none", typ: "JWT" }), part(claims), "unsigned"].join(".");
}

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

/** Answers a CI run that asks who it is, for an audience. */
export function answerIdentity(request: LabRequest, repository: string, visibility = "public"): LabReply {
  if (request.headers["authorization"] !== `Bearer ${idTokenRequestToken}`) return json(401, { message: "denied" });
  const audience = new URL(request.path, "http://lab.invalid").searchParams.get("audience") ?? "";
  return json(200, { value: idToken({ aud: audience, repository, repository_visibility: visibility }) });
}

/** Exchanges an identity for a token of one package. Another repository than the trusted one is told the same as an unknown name. */
export function exchange(
  request: LabRequest,
  name: string,
  { rules, state }: { readonly rules: RegistryRules; readonly state: RegistryState },
): { readonly reply: LabReply; readonly account?: readonly [token: string, account: LabAccount] } {
  const [, payload] = (request.headers["authorization"] ?? "").replace("Bearer ", "").split(".");
  const claims = toClaims(payload ?? "");
  const host = (request.headers["host"] ?? "").replace(/:\d+$/u, "");
  if (claims["aud"] !== `npm:${host}`) return { reply: json(401, { message: "OIDC token exchange error - audience" }) };
  if (!state.packages[name] || rules.trusted?.[name] !== claims["repository"]) {
    return { reply: json(404, { message: "OIDC token exchange error - package not found" }) };
  }
  const token = `npm_lab${Buffer.from(name).toString("hex").padEnd(36, "0")}`;
  const may = rules.stageOnly === true ? "stage" : "publish";
  return { reply: json(201, { token }), account: [token, { username: "oidc", only: name, may }] };
}

function toClaims(payload: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}
