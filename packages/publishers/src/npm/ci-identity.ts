import { isRecord, parseJson } from "@releaser/core";
import { fetchOwnBytes } from "../fetch-bytes.ts";
import type { Options } from "npm-registry-fetch";

type Env = Readonly<Record<string, string | undefined>>;

/** Who a CI run is, as its provider signed it; short-lived, and for one registry alone. */
export interface CiIdentity {
  /** A JWT: a secret. */
  readonly token: string;
  /** What it says of itself, unverified: the registry verifies it. */
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Whether this is a CI run that can say who it is: by `NPM_ID_TOKEN`, or on GitHub where the job has `id-token: write`. */
function hasIdentity(env: Env): boolean {
  const inCi = [env["GITHUB_ACTIONS"], env["GITLAB_CI"], env["CIRCLECI"]].some(isSet);
  return inCi && (isSet(env["NPM_ID_TOKEN"]) || requestOf(env) !== undefined);
}

/**
 * Asks a CI run's provider who it is, for a registry: the audience is `npm:<host>`. Rejects with the provider's error. Undefined
 * where this is no such run, or its provider gives none.
 */
export async function readIdentity(env: Env, registry: string, options: Options): Promise<CiIdentity | undefined> {
  if (!hasIdentity(env)) return undefined;
  const given = env["NPM_ID_TOKEN"];
  const token = given !== undefined && given !== "" ? given : await request(env, registry, options);
  return token === undefined ? undefined : { token, claims: claimsOf(token) };
}

const largest = 64 * 1024;

async function request(env: Env, registry: string, options: Options): Promise<string | undefined> {
  const asked = requestOf(env);
  if (!asked) return undefined;
  const url = new URL(asked.url);
  url.searchParams.append("audience", `npm:${new URL(registry).hostname}`);
  const headers = { accept: "application/json", authorization: `Bearer ${asked.token}` };
  const answer = parseJson((await fetchOwnBytes(url.href, { ...options, headers }, largest)).toString("utf8"));
  return isRecord(answer) && typeof answer["value"] === "string" ? answer["value"] : undefined;
}

function requestOf(env: Env): { readonly url: string; readonly token: string } | undefined {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token } = env;
  return isSet(env["GITHUB_ACTIONS"]) && url !== undefined && url !== "" && token !== undefined && token !== ""
    ? { url, token }
    : undefined;
}

function claimsOf(token: string): CiIdentity["claims"] {
  const payload = parseJson(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
  return isRecord(payload) ? payload : {};
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== "" && value !== "false";
}
