import { commitFunctions, type CommitFunctions } from "./commit-functions.ts";
import { judgeTree } from "./judge-tree.ts";

/**
 * The commit functions. Where `@releaser/skew` is installed, `getVersionMessage` rejects for a tree with version skew, so that
 * Changesets commits nothing: it has written by then, unless a changelog module of ours looked before. `"skew": false` among
 * the options turns that off.
 */
export const judgedCommit: CommitFunctions = {
  getAddMessage: commitFunctions.getAddMessage,
  getVersionMessage: async (releasePlan, options) => {
    const { skew, cwd } = parseOptions(options);
    if (skew !== false) await judgeTree(typeof cwd === "string" ? cwd : process.cwd());
    return await commitFunctions.getVersionMessage(releasePlan, options);
  },
};

function parseOptions(options: unknown): Readonly<Partial<Record<"cwd" | "skew", unknown>>> {
  return typeof options === "object" && options !== null ? options : {};
}
