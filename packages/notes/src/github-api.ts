import { isApi, type WebHost } from "@releaser/core";

/** What of the options names a host. */
export interface NamedByOptions {
  readonly repo: string | false | undefined;
  readonly host: string | undefined;
  readonly api: string | undefined;
}

const own = "https://github.com";

/**
 * The address of GitHub's GraphQL interface for a repository, which a token may be sent to: that of the options, GitHub's
 * own, or that of an installation. Throws an error with the reason where the address would be read on its way, or where
 * only the remote leads to the installation: whoever can change a remote does not get the token.
 */
export function toApi({ origin }: WebHost, { repo, host, api }: NamedByOptions): string {
  const address = api ?? (origin === own ? "https://api.github.com/graphql" : `${origin}/api/graphql`);
  const isNamed = [repo, host, api].some((named) => typeof named === "string");
  if (origin !== own && !isNamed) {
    throw new Error(`only the remote says that GitHub is at ${origin}; "repo", "host" or "api" has to`);
  }
  if (!isApi(address)) throw new Error(`${address} is not an https address`);
  return address;
}
