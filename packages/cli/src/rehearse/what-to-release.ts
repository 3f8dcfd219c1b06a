import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parsePlan } from "@releaser/workspace";
import { publicReleases } from "@releaser/core";
import type { Context } from "../context.ts";
import { failures } from "../failures.ts";
import { isPending, readState, type State } from "../release/read-state.ts";
import { assetNames, tagOf } from "../release/release.ts";
import { planFile } from "../version/release-files.ts";

/** What the repository may have of a release already, and the rehearsal makes itself. */
export interface MadeAnew {
  readonly tags: readonly string[];
  /** Paths below the root. */
  readonly records: readonly string[];
}

/** With nothing pending, the tags and filed records of the release that is there. */
export function madeAnew({ plan }: State, root: string): MadeAnew {
  const file = join(root, planFile);
  if (isPending(plan) || !existsSync(file)) return { tags: [], records: [] };
  const applied = parsePlan(readFileSync(file, "utf8"));
  const { checksums, statement, smoke } = assetNames(applied.key);
  return {
    tags: [tagOf(applied), ...publicReleases(applied).map(({ name, to }) => `${name}@${to}`)],
    records: [checksums, statement, smoke].map((name) => `release/checksums/${name}`),
  };
}

const changesetFile = ".changeset/rehearsal.md";

/** With nothing pending and nothing released yet, a patch of every public package is what there is to rehearse. */
export async function addRehearsalChangeset(context: Context, state: State): Promise<void> {
  const { root, git, notice } = context;
  const { plan, workspace } = await withoutUnfinished(context, state);
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

/** A run that was killed may have left its changeset half written: it goes, and is written anew. */
async function withoutUnfinished(context: Context, state: State): Promise<State> {
  const { root, git } = context;
  const status = await git.text(["status", "--porcelain", "--", changesetFile]);
  if (status === "") return state;
  await git.text(["rm", "--quiet", "--cached", "--ignore-unmatch", "--", changesetFile]);
  rmSync(join(root, changesetFile), { force: true });
  return await readState(context);
}
