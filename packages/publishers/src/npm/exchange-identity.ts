import { isRecord, parseJson } from "@releaser/core";
import { failures } from "../failures.ts";
import { fetchOwnBytes } from "../fetch-bytes.ts";
import { statusOf, toRegistryFailure } from "./registry-failure.ts";
import { type CiIdentity, readIdentity } from "./ci-identity.ts";
import type { FetchOptions } from "./fetch-options.ts";
import { trustCommand } from "./trust-command.ts";

export interface ExchangeOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly name: string;
  readonly options: FetchOptions;
}

/** What a package is published with under trusted publishing. */
export interface TrustedToken {
  readonly identity: CiIdentity;
  /** The same options with the registry's short-lived token for this package alone. */
  readonly options: FetchOptions;
}

/**
 * Exchanges a CI run's identity for a token of one package, as npm's own client does; undefined where there is no identity.
 * Throws `E_NPM_NAME_UNKNOWN` where the registry knows no such package or trusts nobody for it, which it does not tell apart,
 * `E_NPM_OIDC` where it refuses otherwise, and `E_NPM_UNAVAILABLE` or `E_NPM_LIMITED`.
 */
export async function exchangeIdentity({ env, name, options }: ExchangeOptions): Promise<TrustedToken | undefined> {
  const { registry } = options;
  try {
    const identity = await readIdentity(env, registry, options);
    if (identity === undefined) return undefined;
    const path = `-/npm/v1/oidc/token/exchange/package/${name.replace("/", "%2f")}`;
    const asked = { ...withToken(options, identity.token), method: "POST" };
    const answer = parseJson((await fetchOwnBytes(new URL(path, registry).href, asked, largest)).toString("utf8"));
    if (!isRecord(answer) || typeof answer["token"] !== "string") {
      throw failures.E_NPM_OIDC({ name, registry, why: "its answer holds no token", trust: trustCommand(name, env) });
    }
    return { identity, options: withToken(options, answer["token"]) };
  } catch (error) {
    throw toExchangeFailure(error, { env, name, options });
  }
}

const largest = 64 * 1024;

function withToken(options: FetchOptions, token: string): FetchOptions {
  const { host, pathname } = new URL(options.registry);
  return { ...options, [`//${host}${pathname}:_authToken`]: token };
}

function toExchangeFailure(error: unknown, { env, name, options }: ExchangeOptions): unknown {
  const { registry } = options;
  const status = statusOf(error);
  const trust = trustCommand(name, env);
  if (status === 404) return failures.E_NPM_NAME_UNKNOWN({ id: name, name, registry, trust });
  if (status === undefined && !(error instanceof Error && "code" in error)) return error;
  const failure = toRegistryFailure(error, { id: name, registry, method: "GET", lines: options });
  return failure.failure.code === "E_NPM_UNAVAILABLE" || failure.failure.code === "E_NPM_LIMITED"
    ? failure
    : failures.E_NPM_OIDC({ name, registry, why: failure.failure.why, trust });
}
