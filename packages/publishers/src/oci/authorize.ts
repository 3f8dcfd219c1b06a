import { isApi, isRecord, parseJson } from "@releaser/core";
import { carefulFetch } from "../careful-fetch.ts";
import { failures } from "../failures.ts";
import { type Challenge, mayGetCredentials, parseChallenge } from "./challenge.ts";
import { denied, judged, unavailable } from "./registry-answer.ts";
import type { RegistryRequest, SessionOptions } from "./session-options.ts";
import { grantsPush } from "./token-grants.ts";

/** What a registry is sent as `authorization` for its challenge. Throws `E_IMAGE_AUTH`, `E_IMAGE_CREDENTIALS`, `E_IMAGE_ANSWER`, `E_IMAGE_TOKEN_HOST`. */
export async function authorize(header: string, request: RegistryRequest, options: SessionOptions): Promise<string> {
  const { credentials, place } = options;
  const challenge = parseChallenge(header);
  if (!challenge) {
    throw failures.E_IMAGE_ANSWER({ image: place.image, why: `it asks for ${header || "nothing that is known"}` });
  }
  if (request.push && credentials.kind !== "basic") throw denied(request, options, "there are no credentials for it");
  if (challenge.scheme === "bearer") return `Bearer ${await fetchToken(challenge, request, options)}`;
  if (credentials.kind !== "basic") throw denied(request, options, "there are no credentials for it");
  return `Basic ${credentials.value}`;
}

async function fetchToken(
  { realm, service }: Extract<Challenge, { scheme: "bearer" }>,
  request: RegistryRequest,
  options: SessionOptions,
): Promise<string> {
  const { place, credentials, tokenHost } = options;
  if (!isApi(realm)) {
    const why = `its tokens come from ${realm}, which is no https address`;
    throw failures.E_IMAGE_ANSWER({ image: place.image, why });
  }
  const url = new URL(realm);
  const mine = credentials.kind === "basic" ? credentials.value : undefined;
  if (mine !== undefined && !mayGetCredentials(url, { host: place.host, tokenHost })) {
    throw failures.E_IMAGE_TOKEN_HOST({ image: place.image, host: place.host, tokenHost: url.host });
  }
  url.searchParams.set("scope", `repository:${place.name}:${request.push ? "pull,push" : "pull"}`);
  if (service !== undefined) url.searchParams.set("service", service);
  const response = await askToken(url, mine, options);
  const token = response.ok ? parseToken(await response.text()) : undefined;
  if (!response.ok) await judged(response, request, options);
  if (token === undefined) throw failures.E_IMAGE_ANSWER({ image: place.image, why: `${url.host} gave no token` });
  if (request.push && !grantsPush(token, place.name)) {
    throw denied(request, options, "the token that it gives cannot push");
  }
  return token;
}

async function askToken(
  url: URL,
  mine: string | undefined,
  { place, signal, timeout }: SessionOptions,
): Promise<Response> {
  const careful = carefulFetch({
    isTrusted: (to) => to.origin === url.origin,
    timeout: timeout ?? 60_000,
    ...(signal && { signal }),
  });
  const headers = { ...(mine !== undefined && { authorization: `Basic ${mine}` }) };
  return await careful(url, { headers }).catch((error: unknown) => {
    throw unavailable(place, "get a token", error);
  });
}

/** Both names are in use. */
function parseToken(text: string): string | undefined {
  const answer = parseJson(text);
  if (!isRecord(answer)) return undefined;
  const token = answer["token"] ?? answer["access_token"];
  return typeof token === "string" && /^[\w.~+/=-]+$/u.test(token) ? token : undefined;
}
