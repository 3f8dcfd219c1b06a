import { mayWrite, paginated, type Call, type Endpoint } from "./call.ts";
import { invalid, notFound } from "./exchange.ts";
import { takeId, type GitHubRelease } from "./github-state.ts";
import { changeRelease } from "./change-release.ts";
import { renderRelease } from "./render-release.ts";

/** Newest first; drafts for those who may push. */
export const listReleases: Endpoint = (call) => {
  const listed = visible(call).filter(({ id }) => !call.repository.unlisted.includes(id));
  return paginated(call, listed.toReversed(), (one) => renderRelease(one, call.repository, call.at));
};

export const getRelease: Endpoint = (call) => shown(call, findRelease(call));

/** A draft has no tag to be found by. */
export const getReleaseByTag: Endpoint = (call) => {
  const found = call.repository.releases.find(({ draft, tag }) => !draft && tag === call.parameters["tag"]);
  if (!found) throw notFound();
  return shown(call, found);
};

/** The one that is marked; where GitHub would choose another once the mark is taken away, the documentation does not say. */
export const getLatestRelease: Endpoint = (call) => {
  const found = call.repository.releases.find(({ id }) => id === call.repository.latest);
  if (!found) throw notFound();
  return shown(call, found);
};

export const createRelease: Endpoint = (call) => {
  const { state, repository, viewer, now } = call;
  const release: GitHubRelease = {
    id: takeId(state),
    tag: "",
    target: repository.defaultBranch,
    title: undefined,
    body: undefined,
    draft: true,
    prerelease: false,
    immutable: false,
    author: viewer?.login ?? "",
    createdAt: now,
    publishedAt: undefined,
    discussion: undefined,
    assets: [],
  };
  const { draft = false, ...json } = call.json;
  changeRelease({ ...call, json: { ...json, draft } }, release);
  repository.releases.push(release);
  const answer = shown(call, release);
  return { ...answer, status: 201, headers: { location: `${call.request.url.href}/${release.id}` } };
};

export const updateRelease: Endpoint = (call) => {
  const release = findRelease(call);
  changeRelease(call, release);
  return shown(call, release);
};

/** The tag of an immutable one stays burnt. */
export const deleteRelease: Endpoint = (call) => {
  const { repository } = call;
  const release = findRelease(call);
  if (release.immutable) repository.burntTags.push(release.tag);
  if (repository.latest === release.id) repository.latest = undefined;
  repository.releases = repository.releases.filter(({ id }) => id !== release.id);
  return { status: 204 };
};

/** The release of the path. Throws the 404 that those get who may not see it. */
export function findRelease(call: Call): GitHubRelease {
  const id = Number(call.parameters["release_id"]);
  const found = visible(call).find((one) => one.id === id);
  if (!found) throw notFound();
  return found;
}

/** Those that the asker may see, oldest first. */
export function visible(call: Call): readonly GitHubRelease[] {
  return call.repository.releases.filter(({ draft }) => !draft || mayWrite(call));
}

/** Throws the 422 of a release whose assets stay as they are. */
export function refuseImmutable({ immutable }: GitHubRelease): void {
  const words = "Cannot change the assets of an immutable release.";
  if (immutable) throw invalid("ReleaseAsset.release", "custom", words);
}

function shown({ repository, at }: Call, release: GitHubRelease): { readonly status: number; readonly body: object } {
  return { status: 200, body: renderRelease(release, repository, at) };
}
