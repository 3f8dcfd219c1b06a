import { changelogFunctions, type ChangelogFunctions } from "./changelog-functions.ts";
import { judgeTree } from "./judge-tree.ts";
import type { ChangelogOptions } from "./parse-options.ts";

/** What Changesets loads: the changelog functions behind a look at the tree. */
export interface JudgedChangelog extends ChangelogFunctions {
  /** That `"skew": false` keeps them from looking: for whoever applies a plan and has judged the tree. */
  readonly judgesSkew: true;
}

/**
 * The changelog functions. Where `@releaser/skew` is installed, they reject for a tree with version skew, before Changesets
 * writes anything: it asks for every changelog first. The tree is that of the option `cwd`, else where the command runs;
 * `"skew": false` among the options turns that off.
 */
export const judgedChangelog: JudgedChangelog = {
  judgesSkew: true,
  async getReleaseLine(changeset, type, options) {
    await judge(options);
    return await changelogFunctions.getReleaseLine(changeset, type, options);
  },
  async getDependencyReleaseLine(changesets, dependenciesUpdated, options) {
    await judge(options);
    return await changelogFunctions.getDependencyReleaseLine(changesets, dependenciesUpdated, options);
  },
};

async function judge(options: ChangelogOptions): Promise<void> {
  const { skew, cwd } = options ?? {};
  if (skew !== false) await judgeTree(typeof cwd === "string" ? cwd : process.cwd());
}
