import type { Observation, Resource } from "@releaser/core";
import { commentResource } from "./comment-resource.ts";
import type { GitHubClient } from "./open-client.ts";

export interface CommentsResourceOptions {
  readonly client: GitHubClient;
  /** The conversations that are told. */
  readonly numbers: () => Promise<readonly number[]>;
  readonly tag: string;
  /** Markdown that is safe to post. */
  readonly body: string;
  readonly after?: readonly string[];
}

/** The comments of a release on all that it concerns, id `comments:<tag>`: those that are missing are posted, one after the other. */
export function commentsResource({ client, numbers, tag, body, after }: CommentsResourceOptions): Resource<number> {
  const marker = `<!-- releaser: ${tag} -->`;
  const toComment = (number: number): Resource =>
    commentResource({
      client,
      number,
      stage: "announced",
      title: `telling #${number} of ${tag}`,
      marker,
      body: `${body}\n\n${marker}`,
    });
  let opened: readonly Resource[] | undefined;
  const open = async (): Promise<readonly Resource[]> => (opened ??= (await numbers()).map(toComment));
  const missing = async (): Promise<readonly Resource[]> => {
    const comments = await open();
    const seen = await Promise.all(comments.map((one) => one.observe()));
    return comments.filter((_, index) => seen[index]?.is === "absent");
  };
  return {
    id: `comments:${tag}`,
    stage: "announced",
    title: `telling pull requests and issues of ${tag}`,
    ...(after && { after }),
    observe: async (): Promise<Observation<number>> =>
      (await missing()).length > 0 ? { is: "absent" } : { is: "equal", seen: (await open()).length },
    apply: async () => {
      for (const comment of await missing()) await comment.apply({ is: "absent" });
    },
    describe: (count) => (count === 1 ? "1 conversation" : `${count} conversations`),
  };
}
