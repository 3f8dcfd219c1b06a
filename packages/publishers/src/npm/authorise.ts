import { ReleaserError } from "@releaser/core";
import type { CiIdentity } from "./ci-identity.ts";
import { exchangeIdentity } from "./exchange-identity.ts";
import type { FetchOptions } from "./fetch-options.ts";
import { getAuth } from "./get-auth.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** What a package is published with, and how the registry is then asked. */
export interface Authorised {
  readonly by: "credentials" | "identity" | "nothing";
  readonly options: FetchOptions;
  readonly identity?: CiIdentity;
}

/**
 * As npm does: the identity of the CI run first; where that is refused, what an npmrc has. Throws as `exchangeIdentity` does where
 * there is nothing else.
 */
export async function authorise(name: string, options: FetchOptions, env: Env): Promise<Authorised> {
  const fallback = hasCredentials(options);
  try {
    const trusted = await exchangeIdentity({ env, name, options });
    if (trusted) return { by: "identity", ...trusted };
  } catch (error) {
    if (!fallback || !(error instanceof ReleaserError) || error.failure.exit !== 9) throw error;
  }
  return { by: fallback ? "credentials" : "nothing", options };
}

function hasCredentials(options: FetchOptions): boolean {
  const { token, auth, cert } = getAuth(options.registry, options);
  return [token, auth, cert].some((one) => one !== null && one !== undefined);
}
