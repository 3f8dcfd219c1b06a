import { configures, manifestOf, states, type Variation } from "./fault.ts";
import type { Tree } from "./tree.ts";

/** Versions and tags as repositories with a past have them. */
export const validHistories: readonly Variation[] = [
  {
    title: "CalVer",
    seed: (tree) => {
      tree.git("tag", "--delete", "@acme/plugin@2.1.0");
      onMain(tree, () => release(tree, "plugin", ["2.1.0", "2026.11.0"]));
    },
  },
  {
    title: "linked members at different versions",
    seed: (tree) => {
      onMain(tree, () => {
        release(tree, "core", ["1.2.0", "2.1.0"]);
        release(tree, "plugin", ["2.1.0", "2.2.0"]);
      });
      configures({ linked: [["@acme/core", "@acme/plugin"]] })(tree);
    },
  },
  {
    title: "a tag that exists off the branch",
    seed: ({ git, json, commit }) => {
      git("checkout", "--quiet", "-b", "backport", "main");
      json(manifestOf("plugin"), (manifest) => void Object.assign(manifest, { version: "2.1.1" }));
      git("tag", "@acme/plugin@2.1.1", commit("chore: release 2.1.1"));
      git("checkout", "--quiet", "feature");
    },
  },
  {
    title: "-canary beside -beta",
    seed: (tree) => {
      onMain(tree, () => {
        tree.write(".changeset/pre.json", '{ "mode": "pre", "tag": "beta" }\n');
        release(tree, "plugin", ["2.1.0", "2.2.0-beta.1"]);
        tree.git("tag", "@acme/plugin@2.2.0-canary.7", "main");
      });
    },
  },
  {
    title: "tags of an older lineage",
    seed: ({ git }) => {
      git("tag", "v9.0.0", git("commit-tree", "-m", "an older project", "main^{tree}"));
      git("tag", "@acme/core@0.9.0", "main~1");
    },
  },
  {
    title: "tags of a package that has left",
    seed: (tree) => {
      onMain(tree, () => {
        tree.write(manifestOf("gone"), '{ "name": "@acme/gone", "version": "1.0.0" }\n');
        tree.git("tag", "@acme/gone@1.0.0", tree.commit("chore: release"));
        tree.remove(manifestOf("gone"));
        tree.commit("chore: leave it to others");
      });
    },
  },
  {
    title: "what is unreleased above the newest entry of a changelog",
    seed: ({ replace }) =>
      replace(
        "packages/core/CHANGELOG.md",
        "## 1.2.0",
        "## [Unreleased]\n\n- The next one.\n\n## [1.2.0] - 2026-01-02",
      ),
  },
  {
    title: "the branch of a release that is not tagged yet",
    seed: (tree) => {
      for (const id of ["core", "cli", "plugin", "kit"]) tree.remove(`.changeset/${id}-names.md`);
      restate(tree, "core", ["1.2.0", "1.3.0"]);
      restate(tree, "cli", ["1.4.0", "1.4.1"]);
      restate(tree, "plugin", ["2.1.0", "2.1.1"]);
      restate(tree, "kit", ["3.0.0", "3.0.1"]);
      restate(tree, "kit-tools", ["3.0.0", "3.0.1"]);
    },
  },
];

type Step = readonly [from: string, to: string];

/** Makes history before the branch, which then lies on top of it. */
function onMain({ git }: Tree, make: () => void): void {
  git("checkout", "--quiet", "main");
  make();
  git("checkout", "--quiet", "feature");
  git("rebase", "--quiet", "main");
}

function release(tree: Tree, name: string, step: Step): void {
  restate(tree, name, step);
  tree.git("tag", `@acme/${name}@${step[1]}`, tree.commit("chore: release"));
}

/** Manifest and changelog, as a version step leaves them. */
function restate(tree: Tree, name: string, [from, to]: Step): void {
  states(name, { version: to })(tree);
  tree.replace(`packages/${name}/CHANGELOG.md`, `## ${from}\n`, `## ${to}\n\n- New.\n\n## ${from}\n`);
}
