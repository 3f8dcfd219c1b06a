import { failures } from "../failures.ts";
import { askGitHub, ifThere } from "./ask-github.ts";
import type { GitHubRelease } from "./github-release.ts";
import type { GitHubClient } from "./open-client.ts";

/** What a release is to become; what is left out stays. */
export interface ReleaseChange {
  readonly body?: string;
  readonly draft?: false;
  readonly prerelease?: boolean;
  /** Whether it is marked as the latest one. */
  readonly latest?: boolean;
  /** Opens a discussion of that category with it, unless it has one. */
  readonly category?: string;
}

export interface NewDraft {
  readonly tag: string;
  readonly title: string;
  readonly body: string;
  readonly prerelease: boolean;
}

/** Makes a draft and gives its id. Sent once: where no answer comes, whether it was made is to be seen in the list. */
export async function createDraft(client: GitHubClient, { tag, title, body, prerelease }: NewDraft): Promise<number> {
  const answer = await askGitHub(client, { task: `draft the release ${tag}` }, (repository) =>
    client.octokit.request("POST /repos/{owner}/{repo}/releases", {
      ...repository,
      tag_name: tag,
      name: title,
      body,
      draft: true,
      prerelease,
      request: { retries: 0 },
    }),
  );
  const { id } = answer.data as { readonly id?: unknown };
  if (typeof id === "number") return id;
  const { owner, repo } = client.place;
  const why = "it says that it made a draft, and tells no id of one";
  throw failures.E_GITHUB_UNAVAILABLE({ repository: `${owner}/${repo}`, task: `draft the release ${tag}`, why });
}

/** Changes a release. A prerelease is never the latest. */
export async function changeRelease(client: GitHubClient, id: number, wanted: ReleaseChange): Promise<void> {
  const { latest, category, ...same } = wanted;
  const make_latest = latest === true && wanted.prerelease !== true ? "true" : "false";
  await askGitHub(client, { task: "change the release" }, (repository) =>
    client.octokit.request("PATCH /repos/{owner}/{repo}/releases/{release_id}", {
      ...repository,
      release_id: id,
      ...same,
      ...(latest !== undefined && { make_latest }),
      ...(category !== undefined && { discussion_category_name: category }),
    }),
  );
}

/** Makes a draft public. GitHub would make a tag of its own, unsigned, where there is none: throws `E_GITHUB_TAG` instead. */
export async function publishRelease(
  client: GitHubClient,
  release: GitHubRelease,
  wanted: ReleaseChange,
): Promise<void> {
  const { tag, url } = release;
  if (!release.assets.some(({ whole }) => whole)) throw failures.E_RELEASE_EMPTY({ tag, where: url });
  const found = await askGitHub(client, { task: `read the tag ${tag}`, right: "contents: read" }, (repository) =>
    ifThere(client.octokit.request("GET /repos/{owner}/{repo}/git/ref/{ref}", { ...repository, ref: `tags/${tag}` })),
  );
  if (!found) throw failures.E_GITHUB_TAG({ tag, where: url });
  await changeRelease(client, release.id, { draft: false, ...wanted });
}

/** Removes a draft; one that is not there any more is as good as removed. */
export async function removeDraft(client: GitHubClient, { id, tag }: Pick<GitHubRelease, "id" | "tag">): Promise<void> {
  await askGitHub(client, { task: `remove a draft of ${tag}` }, (repository) =>
    ifThere(
      client.octokit.request("DELETE /repos/{owner}/{repo}/releases/{release_id}", { ...repository, release_id: id }),
    ),
  );
}
