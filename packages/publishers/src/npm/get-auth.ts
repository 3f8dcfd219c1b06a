import * as npmFetch from "npm-registry-fetch";
import type { Options } from "npm-registry-fetch";

/** Credentials as npm-registry-fetch would send them; its types leave them out. */
interface Auth {
  readonly token?: string | null | undefined;
  /** Name and password, in base64. */
  readonly auth?: string | null | undefined;
  /** A client's certificate. */
  readonly cert?: string | null | undefined;
}

/** The credentials that npmrc lines have for an address. */
export function getAuth(address: string, options: Options): Auth {
  return (npmFetch as unknown as { readonly getAuth: (address: string, options: Options) => Auth }).getAuth(
    address,
    options,
  );
}
