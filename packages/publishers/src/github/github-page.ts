import { askTogetherOf } from "../ask-together.ts";
import { failures } from "../failures.ts";
import { assetName } from "../page/page-names.ts";
import type { DraftPage, PageState, ReleasePage } from "../page/release-page.ts";
import { changeRelease, createDraft, publishRelease, removeDraft } from "./change-release.ts";
import { findLatest, findRelease, findReleases } from "./find-releases.ts";
import { digestOf, downloadAsset, removeAsset, uploadAsset } from "./github-assets.ts";
import type { GitHubAsset, GitHubRelease } from "./github-release.ts";
import type { GitHubClient } from "./open-client.ts";
import { withMarker } from "./page-marker.ts";

/**
 * GitHub's releases as release page. A draft has no tag to be found by: its body ends in a hidden marker with the digests of
 * the plan and of the bytes. Assets are compared by digest. `latest` is always said, since GitHub would take whatever is
 * published last. Throws `E_GITHUB_…` beside what every page throws.
 */
export function openGitHubPage(client: GitHubClient): ReleasePage {
  const { webUrl, owner, repo } = client.place;
  const releases = `${webUrl}/${owner}/${repo}/releases`;
  const made = new Set<number>();
  const toState = openTranslation(client);
  const find = askTogetherOf(async (id) => await findRelease(client, Number(id)));
  const existing = async (id: string): Promise<GitHubRelease> => {
    const found = await find(id);
    if (!found) throw failures.E_RELEASE_ABSENT({ tag: `release ${id}`, where: releases });
    return found;
  };
  const draftOf = async (id: string): Promise<GitHubRelease> => {
    const found = await existing(id);
    if (!found.draft) throw failures.E_RELEASE_PUBLIC({ tag: found.tag, where: found.url });
    return found;
  };
  return {
    kind: "github",
    locate: (tag) => `${releases}/tag/${encodeURIComponent(tag)}`,
    locateAsset: (tag, name) => `${releases}/download/${encodeURIComponent(tag)}/${encodeURIComponent(name)}`,
    list: askTogetherOf(async (tag) => await toState(await findReleases(client, tag, made))),
    createDraft: async (draft) => {
      const id = await createOwn(client, draft, made);
      made.add(id);
      return String(id);
    },
    upload: async (id, { name, file }) => await uploadAsset(client, await draftOf(id), { name: assetName(name), file }),
    remove: async (id, name) => {
      const asset = (await draftOf(id)).assets.find((one) => one.name === name);
      if (asset) await removeAsset(client, asset);
    },
    download: async (id, name, toFile) => await downloadAsset(client, assetOf(await existing(id), name), toFile),
    setBody: async (id, body) => {
      const { marker } = await existing(id);
      await changeRelease(client, Number(id), { body: marker ? withMarker(body, marker) : body });
    },
    update: async (id, change) => await changeRelease(client, Number(id), change),
    makePublic: async (id, change) => {
      const release = await existing(id);
      const other = (await findReleases(client, release.tag, made)).find((one) => !one.draft && one.id !== release.id);
      if (other) throw failures.E_RELEASE_EXISTS({ tag: release.tag, where: other.url });
      await publishRelease(client, release, change);
    },
    discard: async (id) => {
      made.delete(Number(id));
      const found = await findRelease(client, Number(id));
      if (found) await removeDraft(client, await draftOf(id));
    },
  };
}

/** Of two runs that draft the same bytes at the same moment the later one gives way: GitHub's ids grow. */
async function createOwn(
  client: GitHubClient,
  { marker, ...draft }: DraftPage,
  made: Iterable<number>,
): Promise<number> {
  const rivals = async (): Promise<readonly GitHubRelease[]> =>
    (await findReleases(client, draft.tag, made)).filter(
      (one) => one.draft && one.marker?.plan === marker.plan && one.marker.checksums === marker.checksums,
    );
  const refuse = (url: string): never => {
    throw failures.E_RELEASE_EXISTS({ tag: draft.tag, where: url });
  };
  const [before] = await rivals();
  if (before) return refuse(before.url);
  const id = await createDraft(client, { ...draft, body: withMarker("", marker) });
  const earlier = (await rivals()).find((one) => one.id < id);
  if (!earlier) return id;
  await removeDraft(client, { id, tag: draft.tag });
  return refuse(earlier.url);
}

function assetOf({ assets, tag, url }: GitHubRelease, name: string): GitHubAsset {
  const found = assets.find((one) => one.whole && one.name === name);
  if (!found) throw failures.E_RELEASE_ABSENT({ tag: `${tag} with ${name}`, where: url });
  return found;
}

/** The bytes of an asset never change, so what was hashed once is remembered by its id. */
function openTranslation(client: GitHubClient): (found: readonly GitHubRelease[]) => Promise<readonly PageState[]> {
  const digests = new Map<number, string>();
  const toAsset = async (asset: GitHubAsset): Promise<PageState["assets"][number]> => {
    const sha256 = digests.get(asset.id) ?? (await digestOf(client, asset));
    digests.set(asset.id, sha256);
    return { name: asset.name, size: asset.size, sha256 };
  };
  return async (found) => {
    const own = found.filter(({ draft, marker }) => !draft || marker !== undefined);
    const latest = own.some(({ draft }) => !draft) ? await findLatest(client) : undefined;
    return await Promise.all(
      own.map(async ({ id, assets, url, uploadUrl: _, discussionUrl: __, ...same }) => ({
        ...same,
        id: String(id),
        where: url,
        latest: id === latest,
        assets: (await Promise.all(assets.filter(({ whole }) => whole).map(toAsset))).toSorted(byName),
      })),
    );
  };
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}
