import type { Observation, Resource, Stage } from "@releaser/core";
import { askGitHub, ifThere } from "./ask-github.ts";
import { statusOf } from "./github-failure.ts";
import type { GitHubClient } from "./open-client.ts";

export interface CommentResourceOptions {
  readonly client: GitHubClient;
  /** Of an issue or a pull request. */
  readonly number: number;
  readonly stage: Stage;
  /** A present participle, for the line while it runs. */
  readonly title: string;
  /** An HTML comment that is in the body, by which it is found again. */
  readonly marker: string;
  /** Markdown that is safe to post. */
  readonly body: string;
  /** Whether an older text gives way to this one; where not, what people make of its words is left alone. False unless told. */
  readonly updates?: boolean;
  readonly after?: readonly string[];
}

/**
 * One comment on an issue or a pull request, id `comment:<number>`. It is found by a hidden marker, so it is posted once however
 * often and from wherever it is run. Where the conversation is gone or locked nobody is told, which counts as held.
 */
export function commentResource(options: CommentResourceOptions): Resource<Comment> {
  const { client, number, stage, title, after } = options;
  let isLocked = false;
  return {
    id: `comment:${number}`,
    stage,
    title,
    ...(after && { after }),
    observe: async () => {
      // A single 404 may be a mistake, and nobody would ask again.
      const comments = (await readComments(client, number)) ?? (await readComments(client, number));
      return judge(comments, { ...options, isLocked });
    },
    apply: async (seen) => {
      const task = { task: `comment on #${number}`, right: "issues: write and pull-requests: write" };
      await askGitHub(client, task, async (repository) => {
        const sent = seen.is === "different" ? update(options, repository, seen.seen.id) : post(options, repository);
        await sent.catch((error: unknown) => {
          if (statusOf(error) !== 403 || !/\block(?:ed)?\b/iu.test(String(error))) throw error;
          isLocked = true;
        });
      });
    },
    describe: ({ url }) => url,
  };
}

interface Comment {
  readonly id: number;
  readonly url: string;
  readonly body: string;
}

const nobody: Comment = { id: 0, url: "", body: "" };

function judge(
  comments: readonly Comment[] | undefined,
  { marker, body, updates = false, isLocked }: CommentResourceOptions & { readonly isLocked: boolean },
): Observation<Comment> {
  if (comments === undefined) return { is: "superseded", seen: nobody, why: "the conversation is gone" };
  const found = comments.find((one) => one.body.includes(marker));
  if (isLocked) return { is: "superseded", seen: found ?? nobody, why: "the conversation is locked" };
  if (!found) return { is: "absent" };
  if (!updates || toPlain(found.body) === toPlain(body)) return { is: "equal", seen: found };
  return { is: "different", seen: found, why: "it tells what was before", replaceable: true };
}

/** As GitHub gives a text back: line ends may be others, and white space at its end is lost. */
function toPlain(body: string): string {
  return body.replaceAll("\r\n", "\n").trim();
}

interface Repository {
  readonly owner: string;
  readonly repo: string;
}

async function post({ client, number, body }: CommentResourceOptions, repository: Repository): Promise<void> {
  const comment = { ...repository, issue_number: number, body, request: { retries: 0 } };
  await client.octokit.request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", comment);
}

async function update({ client, body }: CommentResourceOptions, repository: Repository, id: number): Promise<void> {
  const comment = { ...repository, comment_id: id, body };
  await client.octokit.request("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", comment);
}

/** Undefined where the conversation was deleted or moved away. */
async function readComments(client: GitHubClient, number: number): Promise<readonly Comment[] | undefined> {
  const query = { issue_number: number, per_page: 100 };
  return await askGitHub(client, { task: `read the comments of #${number}`, right: "issues: read" }, (repository) =>
    ifThere(
      client.octokit
        .paginate("GET /repos/{owner}/{repo}/issues/{issue_number}/comments", { ...repository, ...query })
        .then((all) => all.map(({ id, html_url, body = "" }) => ({ id: Number(id), url: html_url, body }))),
      404,
      410,
    ),
  );
}
