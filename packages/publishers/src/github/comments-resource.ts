import type { Observation, Resource } from "@releaser/core";
import { commentResource, type CommentResourceOptions } from "./comment-resource.ts";

export interface CommentsResourceOptions extends Omit<CommentResourceOptions, "number"> {
  /** The conversations that are told. */
  readonly numbers: () => Promise<readonly number[]>;
}

/** The comments of a release on all that it concerns, id `comments:<tag>`: those that are missing are posted, one after the other. */
export function commentsResource({ numbers, ...options }: CommentsResourceOptions): Resource<number> {
  const { tag, after } = options;
  let opened: readonly Resource<string>[] | undefined;
  const open = async (): Promise<readonly Resource<string>[]> =>
    (opened ??= (await numbers()).map((number) => commentResource({ ...options, number })));
  const missing = async (): Promise<readonly Resource<string>[]> => {
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
