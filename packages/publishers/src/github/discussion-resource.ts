import type { Resource } from "@releaser/core";
import { failures } from "../failures.ts";
import { changeRelease } from "./change-release.ts";
import { findReleases } from "./find-releases.ts";
import type { GitHubRelease } from "./github-release.ts";
import type { GitHubClient } from "./open-client.ts";

export interface DiscussionResourceOptions {
  readonly client: GitHubClient;
  readonly tag: string;
  /** The name of a category that the repository has. */
  readonly category: string;
  readonly after?: readonly string[];
}

/** The discussion of a public release, id `discussion:<tag>`. GitHub opens one for a release at most, so it is not opened twice. */
export function discussionResource(options: DiscussionResourceOptions): Resource<string> {
  const { client, tag, category, after } = options;
  const find = async (): Promise<GitHubRelease | undefined> =>
    (await findReleases(client, tag, [])).find(({ draft }) => !draft);
  return {
    id: `discussion:${tag}`,
    stage: "announced",
    title: `opening a discussion of ${tag} in ${category}`,
    ...(after && { after }),
    observe: async () => {
      const url = (await find())?.discussionUrl;
      return url === undefined ? { is: "absent" } : { is: "equal", seen: url };
    },
    apply: async () => {
      const found = await find();
      if (!found) throw failures.E_RELEASE_ABSENT({ tag, where: client.place.webUrl });
      await changeRelease(client, found.id, { category });
    },
    describe: (url) => url,
  };
}
