/** What a registry asks for with a 401. */
export type Challenge =
  | { readonly scheme: "basic" }
  | { readonly scheme: "bearer"; readonly realm: string; readonly service: string | undefined };

/** The challenge of a `WWW-Authenticate` header; a bearer's comes first where there are both. Undefined where it is of another kind. */
export function parseChallenge(header: string): Challenge | undefined {
  const bearer = /(?:^|,\s*)bearer\s+(?<parameters>.+)$/iu.exec(header)?.groups?.["parameters"];
  if (bearer !== undefined) {
    const realm = parameter(bearer, "realm");
    return realm === undefined ? undefined : { scheme: "bearer", realm, service: parameter(bearer, "service") };
  }
  return /(?:^|,\s*)basic(?:\s|$)/iu.test(header) ? { scheme: "basic" } : undefined;
}

function parameter(text: string, name: string): string | undefined {
  return new RegExp(`(?:^|[,\\s])${name}="(?<value>[^"]*)"`, "iu").exec(text)?.groups?.["value"];
}

/**
 * Whether a registry's credentials may go to the host that hands out its tokens: to the registry itself, to a domain that it
 * lies below (`gitlab.com` for `registry.gitlab.com`), to Docker Hub's own, and to one that was named.
 */
export function mayGetCredentials(
  realm: URL,
  { host, tokenHost }: { readonly host: string; readonly tokenHost: string | undefined },
): boolean {
  const own = host.replace(/:\d+$/u, "");
  if (realm.host === host || realm.host === tokenHost) return true;
  if (host === "docker.io") return realm.host === "auth.docker.io";
  return realm.port === "" && realm.hostname.includes(".") && own.endsWith(`.${realm.hostname}`);
}
