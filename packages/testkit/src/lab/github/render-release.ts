import { createHash } from "node:crypto";
import type { Addresses } from "./call.ts";
import type { GitHubAsset, GitHubRelease, GitHubRepository } from "./github-state.ts";
import { renderUser } from "./render-repository.ts";

/** A release as GitHub shows it. A draft's page has an address of its own, which names no tag. */
export function renderRelease(release: GitHubRelease, repository: GitHubRepository, at: Addresses): object {
  const path = `repos/${repository.owner}/${repository.name}/releases/${release.id}`;
  const web = `${at.web}/${repository.owner}/${repository.name}`;
  const shown = release.draft ? `untagged-${release.id.toString(16)}` : release.tag;
  return {
    url: `${at.api}/${path}`,
    assets_url: `${at.api}/${path}/assets`,
    upload_url: `${at.uploads}/${path}/assets{?name,label}`,
    html_url: `${web}/releases/tag/${shown}`,
    id: release.id,
    author: renderUser(release.author, at),
    node_id: `RE_${release.id}`,
    tag_name: release.tag,
    target_commitish: release.target,
    name: release.title ?? null,
    draft: release.draft,
    immutable: release.immutable,
    prerelease: release.prerelease,
    created_at: release.createdAt,
    updated_at: release.createdAt,
    published_at: release.publishedAt ?? null,
    assets: release.assets.map((asset) => renderAsset(asset, release, { repository, at })),
    tarball_url: release.draft ? null : `${at.api}/repos/${repository.owner}/${repository.name}/tarball/${release.tag}`,
    zipball_url: release.draft ? null : `${at.api}/repos/${repository.owner}/${repository.name}/zipball/${release.tag}`,
    body: release.body ?? null,
    ...(release.discussion !== undefined && { discussion_url: `${web}/discussions/${release.discussion}` }),
  };
}

interface Place {
  readonly repository: GitHubRepository;
  readonly at: Addresses;
}

/** An asset as GitHub shows it. */
export function renderAsset(asset: GitHubAsset, release: GitHubRelease, { repository, at }: Place): object {
  const path = `${repository.owner}/${repository.name}`;
  return {
    url: `${at.api}/repos/${path}/releases/assets/${asset.id}`,
    id: asset.id,
    node_id: `RA_${asset.id}`,
    name: asset.name,
    label: asset.label ?? null,
    uploader: renderUser(asset.uploader, at),
    content_type: asset.type,
    state: asset.state,
    size: asset.bytes.length,
    digest: asset.state === "uploaded" ? `sha256:${createHash("sha256").update(asset.bytes).digest("hex")}` : null,
    download_count: 0,
    created_at: asset.createdAt,
    updated_at: asset.createdAt,
    browser_download_url: `${at.web}/${path}/releases/download/${encodeURIComponent(release.tag)}/${asset.name}`,
  };
}
