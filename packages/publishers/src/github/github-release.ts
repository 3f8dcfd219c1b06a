import type { Endpoints } from "@octokit/types";
import type { PageMarker } from "../page/release-page.ts";
import { parseMarked } from "./page-marker.ts";

/** An asset as GitHub tells of it. */
export interface GitHubAsset {
  readonly id: number;
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** False where its upload was cut off: it has no bytes, only the name. */
  readonly whole: boolean;
  /** In hex; undefined where GitHub does not give it, which older installations do not. */
  readonly sha256: string | undefined;
}

/** A release as GitHub tells of it. */
export interface GitHubRelease {
  readonly id: number;
  readonly tag: string;
  readonly title: string;
  /** Undefined where somebody else made it. */
  readonly marker: PageMarker | undefined;
  /** Without the marker. */
  readonly body: string;
  readonly draft: boolean;
  readonly prerelease: boolean;
  readonly immutable: boolean;
  readonly url: string;
  readonly uploadUrl: string;
  readonly discussionUrl: string | undefined;
  readonly assets: readonly GitHubAsset[];
}

type Answered = Endpoints["GET /repos/{owner}/{repo}/releases/{release_id}"]["response"]["data"];

/** GitHub's own shape, translated. */
export function toGitHubRelease(answered: Answered): GitHubRelease {
  return {
    id: answered.id,
    tag: answered.tag_name,
    title: answered.name ?? "",
    ...parseMarked(answered.body ?? ""),
    draft: answered.draft,
    prerelease: answered.prerelease,
    immutable: answered.immutable ?? false,
    url: answered.html_url,
    uploadUrl: answered.upload_url,
    discussionUrl: answered.discussion_url,
    assets: answered.assets.map(({ id, name, size, state, digest }) => ({
      id,
      name,
      size,
      whole: state === "uploaded",
      sha256: /^sha256:([0-9a-f]{64})$/u.exec(digest ?? "")?.[1],
    })),
  };
}
