import { askGitHub, ifThere } from "./ask-github.ts";
import type { GitHubClient } from "./open-client.ts";
import { toGitHubRelease, type GitHubRelease } from "./github-release.ts";

const reading = { task: "read its releases", right: "contents: read" };

/**
 * The releases of a tag: the public one first, then drafts, oldest first. Drafts are found by going through all releases,
 * since GitHub finds none by its tag; `made` are ids of drafts that a list which lags behind may not have yet. Without a
 * token there are no drafts to be seen.
 */
export async function findReleases(
  client: GitHubClient,
  tag: string,
  made: Iterable<number>,
): Promise<readonly GitHubRelease[]> {
  const found = client.hasToken
    ? await listed(client, tag)
    : [await publicOne(client, tag)].flatMap((one) => one ?? []);
  const missing = [...made].filter((id) => !found.some((one) => one.id === id));
  const more = await Promise.all(missing.map((id) => findRelease(client, id)));
  return [...found, ...more.flatMap((one) => (one?.tag === tag ? [one] : []))].toSorted(
    (a, b) => Number(a.draft) - Number(b.draft) || a.id - b.id,
  );
}

/** A release by its id; undefined where there is none, or none that may be seen. */
export async function findRelease(client: GitHubClient, id: number): Promise<GitHubRelease | undefined> {
  const answer = await askGitHub(client, reading, (repository) =>
    ifThere(
      client.octokit.request("GET /repos/{owner}/{repo}/releases/{release_id}", { ...repository, release_id: id }),
    ),
  );
  return answer && toGitHubRelease(answer.data);
}

/** The id of the release that is marked as the latest. */
export async function findLatest(client: GitHubClient): Promise<number | undefined> {
  const answer = await askGitHub(client, reading, (repository) =>
    ifThere(client.octokit.request("GET /repos/{owner}/{repo}/releases/latest", repository)),
  );
  return answer?.data.id;
}

async function publicOne(client: GitHubClient, tag: string): Promise<GitHubRelease | undefined> {
  const answer = await askGitHub(client, reading, (repository) =>
    ifThere(client.octokit.request("GET /repos/{owner}/{repo}/releases/tags/{tag}", { ...repository, tag })),
  );
  return answer && toGitHubRelease(answer.data);
}

async function listed(client: GitHubClient, tag: string): Promise<readonly GitHubRelease[]> {
  return await askGitHub(client, reading, (repository) =>
    client.octokit.paginate("GET /repos/{owner}/{repo}/releases", { ...repository, per_page: 100 }, ({ data }) =>
      data.filter((one) => one.tag_name === tag).map(toGitHubRelease),
    ),
  );
}
