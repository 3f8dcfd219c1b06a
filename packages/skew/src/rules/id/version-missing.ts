import { defineRule, type Package, type Rule, type Workspace } from "@releaser/core";
import { versionOwed } from "../../version-owed.ts";

/** Changesets passes over a package without version in silence; so whatever a release is meant to version states one. */
export const versionMissing: Rule = defineRule({
  id: "id/version-missing",
  title: "every package that a release versions states a version",
  level: "error",
  scope: "tree",
  *check({ workspace }) {
    for (const pkg of workspace.members.filter(({ version }) => version === undefined)) {
      const reason = versionOwed(workspace, pkg);
      if (reason === undefined) continue;
      yield {
        at: { file: pkg.manifestFile, pointer: "" },
        message: `${pkg.name || pkg.dir} has no "version", but ${reason}`,
        hint: [`in ${pkg.manifestFile} add "version": "${firstVersion(pkg)}"`, ...missingSetup(workspace)].join("; "),
        ...(pkg.name !== "" && { package: pkg.name }),
      };
    }
  },
});

function firstVersion(pkg: Package): string {
  return pkg.private ? "0.1.0" : "0.0.0";
}

/** What else a repository lacks before a release can be planned in it. */
function missingSetup({ members, changesets }: Workspace): readonly string[] {
  const root = members.some((pkg) => pkg.role === "root")
    ? []
    : ["add a root package.json (`pnpm init`), which is absent"];
  return changesets
    ? root
    : [...root, "set up Changesets (`npx @changesets/cli init`), for there is no .changeset/config.json"];
}
