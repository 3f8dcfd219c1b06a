import { renderJson } from "../edit-json.ts";
import { setupFiles } from "../facts.ts";
import type { SetupPart } from "../setup.ts";

/**
 * The configuration of Changesets, where there is none: our changelogs, and private packages versioned too, as one train needs it.
 * No `commit` module: `releaser version` makes the commit, and with one `changeset add` would commit by itself.
 */
export const changesetsConfig: SetupPart = ({ branch, github, texts }, { access }) => {
  const file = setupFiles.changesets;
  if (texts.has(file)) return undefined;
  const config = {
    $schema: "https://unpkg.com/@changesets/config@4.0.1/schema.json",
    changelog: github === undefined ? "@releaser/notes" : ["@releaser/notes", { repo: github.path }],
    commit: false,
    fixed: [],
    linked: [],
    access,
    baseBranch: branch,
    updateInternalDependencies: "patch",
    ignore: [],
    privatePackages: { version: true, tag: false },
  };
  return {
    file,
    before: undefined,
    after: renderJson(config, texts.get(setupFiles.manifest)),
    why: `Changesets decides what moves: releases from ${branch}, ${access} access`,
  };
};
