import { defineRule, type Draft, moves, type Package, type Plan, type Rule, type Workspace } from "@releaser/core";
import compare from "semver/functions/compare.js";
import prerelease from "semver/functions/prerelease.js";
import valid from "semver/functions/valid.js";
import { isVersioned } from "../../versioned.ts";

/** The newest entry of a changelog is what the version step wrote last, together with the manifest. */
export const changelogHead: Rule = defineRule({
  id: "log/changelog-head",
  title: "the newest entry of a changelog is of the manifest's version",
  level: "error",
  scope: "tree",
  *check({ workspace, plan, read, head: firstOf = read }) {
    if (firstOf === undefined) return;
    for (const pkg of workspace.members.filter((one) => isVersioned(workspace, one))) {
      const file = pkg.dir === "." ? "CHANGELOG.md" : `${pkg.dir}/CHANGELOG.md`;
      const head = headOf(firstOf(file) ?? "");
      const { version } = pkg;
      const strict = version !== undefined && valid(version) === version;
      if (head === undefined || !strict || head.version === version) continue;
      const at = { file, line: head.line, column: 1 };
      yield toDraft(workspace, {
        pkg,
        version,
        at,
        head: head.version,
        planned: plannedAgreement(workspace, plan, { pkg, head: head.version }),
        unplanned: plan === undefined && (workspace.changesets?.changesets.length ?? 0) > 0,
      });
    }
  },
});

interface Head {
  readonly version: string;
  readonly line: number;
}

// What stands first stands here; the entry below it may be as long as it likes.
const far = 4096;

/** The first heading that begins with a version; one that says "Unreleased" is none. */
function headOf(text: string): Head | undefined {
  const found = /^#{1,3}[ \t]+\[?v?(\d+\.\d+\.\d+(?:-[\w.-]+)?)(?![\w.+-])/mu.exec(text.slice(0, far));
  const version = found?.[1];
  return found === null || version === undefined || valid(version) === null
    ? undefined
    : { version, line: text.slice(0, found.index).split("\n").length };
}

interface Different {
  readonly pkg: Package;
  readonly version: string;
  readonly at: { readonly file: string; readonly line: number; readonly column: number };
  readonly head: string;
  /** The version under which the pending plan puts both in agreement; undefined where it does not. */
  readonly planned: string | undefined;
  /** Whether changesets are pending that nobody asked for their plan, which may make the version of the entry. */
  readonly unplanned: boolean;
}

/** A version that the plan makes anyway, or the version that ends the prereleases which the entry is one of. */
function plannedAgreement(
  { changesets }: Workspace,
  plan: Plan | undefined,
  { pkg, head }: Pick<Different, "head" | "pkg">,
): string | undefined {
  const release = plan?.releases.find((one) => one.name === pkg.name);
  if (release === undefined || !moves(release)) return undefined;
  const ends = changesets?.pre !== undefined && prerelease(head) !== null;
  return release.to === head || ends ? release.to : undefined;
}

const planMends = "`releaser version` brings them into agreement";

function toDraft({ changesets }: Workspace, { pkg, version, at, head, planned, unplanned }: Different): Draft {
  const ahead = compare(head, version) > 0;
  const kept = changesets !== undefined && changesets.config.raw["changelog"] !== false;
  const light = planned !== undefined ? "info" : !kept || (ahead && unplanned) ? "warning" : undefined;
  return {
    at,
    message: `the changelog's newest entry is ${head}, ${pkg.manifestFile} states ${version}${planned === undefined ? "" : `; the pending plan makes it ${planned}`}`,
    hint:
      planned !== undefined
        ? planMends
        : ahead
          ? `if ${head} was released write "version": "${head}" in ${pkg.manifestFile}; otherwise take the entry out`
          : `add the entry of ${version}, or correct the version in ${pkg.manifestFile}`,
    package: pkg.name,
    related: [{ at: { file: pkg.manifestFile, pointer: "/version" }, message: `${pkg.name} is ${version}` }],
    ...(light !== undefined && { level: light }),
  };
}
