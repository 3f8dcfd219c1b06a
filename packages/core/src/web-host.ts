/** The services whose addresses are known. */
export const hostKinds = ["github", "gitlab"] as const;

export type HostKind = (typeof hostKinds)[number];

/** A repository as its pages are addressed on the web. */
export interface WebHost {
  readonly kind: HostKind;
  /** `https://github.com`, without a slash at its end. */
  readonly origin: string;
  /** `owner/name`; on GitLab any number of groups before the name. */
  readonly path: string;
}

/** Where a repository lies, of a service that may be unknown. */
export interface Address extends Omit<WebHost, "kind"> {
  readonly kind: HostKind | undefined;
}

const ofCommits = { github: "commit", gitlab: "-/commit" } as const;
const ofFiles = { github: "blob", gitlab: "-/blob" } as const;
const ofPulls = { github: "pull", gitlab: "-/merge_requests" } as const;
const ofIssues = { github: "issues", gitlab: "-/issues" } as const;

/** The page of a commit. */
export function commitUrl({ kind, origin, path }: WebHost, commit: string): string {
  return `${origin}/${path}/${ofCommits[kind]}/${commit}`;
}

/** The page of a file as of a tag or commit; the path is relative to the root. */
export function fileUrl({ kind, origin, path }: WebHost, ref: string, file: string): string {
  return `${origin}/${path}/${ofFiles[kind]}/${encodeURIComponent(ref)}/${encodeURI(file)}`;
}

/** The page of a pull request, which GitLab calls a merge request. */
export function pullUrl({ kind, origin, path }: WebHost, pull: number): string {
  return `${origin}/${path}/${ofPulls[kind]}/${pull}`;
}

/** What an issue's number is put behind. */
export function issuesUrl({ kind, origin, path }: WebHost): string {
  return `${origin}/${path}/${ofIssues[kind]}/`;
}

/**
 * A git address or `owner/name` as the repository's address on the web: of http, ssh and git addresses and of
 * `git@host:path`. The service is told from the first part of the host's name, else undefined. A name without a host lies
 * on the service that is given, GitHub by default. Credentials, `.git` and the port of ssh are left out, and github.com and
 * gitlab.com are there over https alone. Undefined for a path on this disk and for whatever else has no page.
 */
export function parseAddress(text: string, kind?: HostKind): Address | undefined {
  const name = toPath(text);
  const service = kind ?? "github";
  if (name !== undefined) return checked({ kind: service, origin: `https://${service}.com`, path: name });
  const found = toUrl(text);
  const path = toPath(found?.path ?? "");
  if (found === undefined || path === undefined) return undefined;
  const known = hostKinds.find((each) => new URL(found.origin).hostname.startsWith(`${each}.`));
  return checked({ kind: kind ?? known, origin: found.origin, path });
}

/** On GitHub a path is an owner and a name. */
function checked(address: Address): Address | undefined {
  return address.kind === "github" && address.path.split("/").length !== 2 ? undefined : address;
}

function toPath(text: string): string | undefined {
  return /^[\w-][\w.-]*(?:\/[\w-][\w.-]*)+$/u.test(text) ? text : undefined;
}

const full = /^(?:git\+)?(?<scheme>git|https?|ssh):\/\/(?<rest>[^\s\\]+)$/u;
const short = /^(?:[\w.-]+@)?(?<host>[A-Za-z0-9][\w.-]+):(?<path>[\w-][\w./-]*)$/u;

function toUrl(text: string): Pick<Address, "origin" | "path"> | undefined {
  const { host, path } = short.exec(text)?.groups ?? {};
  const { scheme = "", rest = "" } = full.exec(host === undefined ? text : `ssh://${host}/${path ?? ""}`)?.groups ?? {};
  const onWeb = scheme.startsWith("http");
  // Read as an address of the web, because `URL` leaves the host's name of any other scheme unchecked.
  const written = `${onWeb ? scheme : "https"}://${rest}`;
  if (rest === "" || !URL.canParse(written)) return undefined;
  const url = new URL(written);
  const hostname = url.hostname.replace(/^(?:alt)?ssh\.(?=git(?:hub|lab)\.com$)/u, "");
  const isPublic = hostKinds.some((kind) => url.host === `${kind}.com`);
  return {
    origin: onWeb && !isPublic ? url.origin : `https://${hostname}`,
    path: url.pathname
      .replace(/^\/+/u, "")
      .replace(/\/+$/u, "")
      .replace(/\.git$/u, ""),
  };
}
