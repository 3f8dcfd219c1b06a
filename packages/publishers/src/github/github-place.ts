import { isApi, parseAddress } from "@releaser/core";
import { failures } from "../failures.ts";

/** What the configuration says of a page on GitHub. */
export interface GitHubPageConfig {
  readonly kind: "github";
  /** `owner/name`. */
  readonly repository?: string;
  /** The address of the REST interface: `https://github.example.com/api/v3`. */
  readonly apiUrl?: string;
  /** Where assets are uploaded, where that is another host than GitHub itself says. */
  readonly uploadUrl?: string;
}

/** A repository on GitHub, and where to talk to it. Addresses have no slash at the end. */
export interface GitHubPlace {
  readonly owner: string;
  readonly repo: string;
  readonly apiUrl: string;
  /** Where people look. */
  readonly webUrl: string;
  readonly uploadUrl: string | undefined;
}

export interface GitHubPlaceOptions {
  readonly config: GitHubPageConfig;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The address of the remote that is released to. */
  readonly remoteUrl: string | undefined;
}

/**
 * Which repository a release page is in: the configuration's word first, then that of GitHub Actions (`GITHUB_REPOSITORY`,
 * `GITHUB_API_URL`, `GITHUB_SERVER_URL`), then the remote's address. A remote alone leads a token to github.com and nowhere
 * else. Throws `E_GITHUB_PLACE`.
 */
export function toGitHubPlace({ config, env, remoteUrl }: GitHubPlaceOptions): GitHubPlace {
  const remote = parseAddress(remoteUrl ?? "");
  const path = config.repository ?? (env["GITHUB_REPOSITORY"] || remote?.path);
  const [, owner, repo] = /^([\w-][\w.-]*)\/([\w-][\w.-]*)$/u.exec(path ?? "") ?? [];
  if (owner === undefined || repo === undefined) {
    throw failures.E_GITHUB_PLACE({
      why: "neither page.repository, GITHUB_REPOSITORY nor the remote names owner/name",
    });
  }
  const apiUrl = (config.apiUrl ?? (env["GITHUB_API_URL"] || apiOf(remote?.origin))).replace(/\/+$/u, "");
  for (const address of [apiUrl, config.uploadUrl]) {
    if (address !== undefined && !isApi(address)) {
      throw failures.E_GITHUB_PLACE({ why: `${address} is not an https address, so no token is sent there` });
    }
  }
  const webUrl = config.apiUrl === undefined && env["GITHUB_SERVER_URL"] ? env["GITHUB_SERVER_URL"] : webOf(apiUrl);
  return { owner, repo, apiUrl, webUrl, uploadUrl: config.uploadUrl?.replace(/\/+$/u, "") };
}

function apiOf(origin: string | undefined): string {
  if (origin === undefined || origin === "https://github.com") return "https://api.github.com";
  throw failures.E_GITHUB_PLACE({ why: `only the remote says that GitHub is at ${origin}; page.apiUrl has to` });
}

function webOf(apiUrl: string): string {
  const { protocol, host } = new URL(apiUrl);
  return `${protocol}//${host.replace(/^api\./u, "")}`;
}

/**
 * Where assets of a release are uploaded: what GitHub's own answer says, where that is the interface's host or its host for
 * uploads, so that whoever can change an answer does not get the token. Throws `E_GITHUB_ANSWER`.
 */
export function toUploadUrl(place: GitHubPlace, answered: string, id: number): string {
  const { apiUrl, uploadUrl, owner, repo } = place;
  if (uploadUrl !== undefined) return `${uploadUrl}/repos/${owner}/${repo}/releases/${id}/assets{?name,label}`;
  const upload = new URL(answered.replace(/\{[^{}]*\}$/u, ""));
  if (isOwnHost(place, upload)) return answered;
  throw failures.E_GITHUB_ANSWER({ why: `it asks for uploads to ${upload.host}, which is not a host of ${apiUrl}` });
}

/** Whether an address is the interface's, or where it takes uploads: nothing else is sent a token. */
export function isOwnHost({ apiUrl, uploadUrl }: Pick<GitHubPlace, "apiUrl" | "uploadUrl">, url: URL): boolean {
  const api = new URL(apiUrl);
  if (uploadUrl !== undefined && url.origin === new URL(uploadUrl).origin) return true;
  if (url.protocol !== api.protocol) return false;
  return url.host === api.host || url.host === `uploads.${api.host.replace(/^api\./u, "")}`;
}
