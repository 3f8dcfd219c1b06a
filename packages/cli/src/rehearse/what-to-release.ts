import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parsePlan } from "@releaser/workspace";
import { publicReleases } from "@releaser/core";
import type { Context } from "../context.ts";
import { failures } from "../failures.ts";
import { isPending, type State } from "../release/read-state.ts";
import { tagOf } from "../release/release.ts";
import { planFile } from "../version/release-files.ts";

/** With nothing pending, the tags of the release that is there: the rehearsal makes them itself. */
export function tagsToMake({ plan }: State, root: string): readonly string[] {
  const file = join(root, planFile);
  if (isPending(plan) || !existsSync(file)) return [];
  const applied = parsePlan(readFileSync(file, "utf8"));
  return [tagOf(applied), ...publicReleases(applied).map(({ name, to }) => `${name}@${to}`)];
}

const changesetFile = ".changeset/rehearsal.md";

/** With nothing pending and nothing released yet, a patch of every public package is what there is to rehearse. */
export async function addRehearsalChangeset({ root, git, notice }: Context, { plan, workspace }: State): Promise<void> {
  if (isPending(plan) || existsSync(join(root, planFile))) return;
  const skipped = workspace.changesets?.skipped ?? new Set();
  const names = [...workspace.packages.values()]
    .filter((pkg) => !pkg.private && pkg.version !== undefined && !skipped.has(pkg.name))
    .map(({ name }) => name);
  if (names.length === 0) {
    throw failures.E_REHEARSAL_SOURCE({
      why: "no changeset is pending, nothing was released yet, and there is no public package",
    });
  }
  notice("no changeset is pending: a patch of every public package is rehearsed");
  writeFileSync(
    join(root, changesetFile),
    `---\n${names.map((name) => `${JSON.stringify(name)}: patch\n`).join("")}---\n\nRehearsal of what is there.\n`,
  );
  await git.text(["add", "--", changesetFile]);
  await git.text(["commit", "--quiet", "--no-verify", "-m", "chore: rehearse what is there"]);
}
