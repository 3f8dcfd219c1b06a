import type { Resource } from "@releaser/core";
import { askGitHub, ifThere } from "./ask-github.ts";
import { statusOf } from "./github-failure.ts";
import type { GitHubClient } from "./open-client.ts";

export interface CommentResourceOptions {
  readonly client: GitHubClient;
  /** Of an issue or a pull request. */
  readonly number: number;
  readonly tag: string;
  /** Markdown that is safe to post. */
  readonly body: string;
  readonly after?: readonly string[];
}

/**
 * One comment about a release on an issue or a pull request, id `comment:<number>`. It is found by a hidden marker, so it is
 * posted once however often and from wherever the release is run; what people make of its words is left alone. Where the
 * conversation is gone or locked nobody is told, which counts as held.
 */
export function commentResource(options: CommentResourceOptions): Resource<string> {
  const { client, number, tag, body, after } = options;
  const marker = `<!-- releaser: ${tag} -->`;
  let isLocked = false;
  return {
    id: `comment:${number}`,
    stage: "announced",
    title: `telling #${number} of ${tag}`,
    ...(after && { after }),
    observe: async () => {
      // A single 404 may be a mistake, and nobody would ask again.
      const comments = (await readComments(client, number)) ?? (await readComments(client, number));
      if (comments === undefined) return { is: "superseded", seen: "", why: "the conversation is gone" };
      const found = comments.find((one) => one.body.includes(marker));
      if (!found && isLocked) return { is: "superseded", seen: "", why: "the conversation is locked" };
      return found ? { is: "equal", seen: found.url } : { is: "absent" };
    },
    apply: async () => {
      await askGitHub(
        client,
        { task: `comment on #${number}`, right: "issues: write and pull-requests: write" },
        (repository) =>
          client.octokit
            .request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", {
              ...repository,
              issue_number: number,
              body: `${body}\n\n${marker}`,
              request: { retries: 0 },
            })
            .catch((error: unknown) => {
              if (statusOf(error) !== 403 || !/\block(?:ed)?\b/iu.test(String(error))) throw error;
              isLocked = true;
            }),
      );
    },
    describe: (url) => url,
  };
}

interface Comment {
  readonly url: string;
  readonly body: string;
}

/** Undefined where the conversation was deleted or moved away. */
async function readComments(client: GitHubClient, number: number): Promise<readonly Comment[] | undefined> {
  const query = { issue_number: number, per_page: 100 };
  return await askGitHub(client, { task: `read the comments of #${number}`, right: "issues: read" }, (repository) =>
    ifThere(
      client.octokit
        .paginate("GET /repos/{owner}/{repo}/issues/{issue_number}/comments", { ...repository, ...query })
        .then((all) => all.map(({ html_url, body = "" }) => ({ url: html_url, body }))),
      404,
      410,
    ),
  );
}
