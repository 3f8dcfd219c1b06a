import { join } from "node:path";
import { safeLine, type Workspace } from "@releaser/core";
import { toSkewSettings, unnamedChanges } from "@releaser/skew";
import { readWorkspace } from "@releaser/workspace";
import { countedFrom } from "../changeset/counted-from.ts";
import { type LeftCommit, type Proposal, proposeChangesets, type Proposals } from "../changeset/propose-changesets.ts";
import type { Context } from "../context.ts";
import { failures } from "../failures.ts";
import { writeFiles } from "../fix/write-files.ts";
import type { Terminal } from "../main.ts";
import { requireRepository } from "../open-context.ts";
import { readIfThere } from "../release/read-if-there.ts";
import { workspaceOptions } from "../release/workspace-options.ts";
import type { Printer } from "../terminal/printer.ts";
import { type CommonOptions, open, toJson } from "./perform.ts";

export interface ChangesetOptions extends CommonOptions {
  readonly since?: string;
}

/** `changeset-proposal.v1`: the changesets that commits ask for, and the commits that ask for none. */
export interface ProposalDocument {
  readonly schema: "changeset-proposal.v1";
  /** The commit that changes are counted from; null where it is each package's last release. */
  readonly since: string | null;
  readonly proposals: readonly (Omit<Proposal, "text"> & { readonly written: boolean })[];
  readonly left: readonly LeftCommit[];
}

/** Proposes changesets from conventional commits, for packages that changed and that none names. Resolves with the exit code. */
export async function proposeFromCommits(terminal: Terminal, options: ChangesetOptions): Promise<number> {
  const { context, printer } = await open(terminal, options);
  await requireRepository(context);
  const workspace = readWorkspace(context.root, workspaceOptions(context));
  if (workspace.changesets === undefined) throw failures.E_NOTHING_PLANS({ root: context.root });
  refuseUnreadable(workspace);
  const since = await countedFrom(context.git, workspace, options.since);
  const found = proposeChangesets(unnamedChanges(toInput(context, workspace), { since }));
  const files = found.proposals.filter(({ file }) => readIfThere(join(context.root, file)) === undefined);
  if (options.dryRun !== true) {
    writeFiles(
      context.root,
      files.map(({ file, text }) => ({ file, before: undefined, after: text })),
    );
  }
  const written = new Set(options.dryRun === true ? [] : files.map(({ file }) => file));
  if (options.json) terminal.stdout(toJson(toDocument(found, { since, written })));
  else tell(printer, { found, written, dryRun: options.dryRun === true });
  return 0;
}

function toInput(context: Context, workspace: Workspace): Parameters<typeof unnamedChanges>[0] {
  const read = (file: string): string | undefined => readIfThere(join(context.root, file));
  const today = context.clock.now().toISOString().slice(0, 10);
  const settings = toSkewSettings(context.config.skew ?? {}, { configFile: context.configFile, today, read });
  const options = { ...settings.options["intent/no-changeset"], onBaseBranch: true };
  return { workspace, plan: undefined, read, options };
}

/** Whoever cannot read a changeset does not know what it names. */
function refuseUnreadable({ changesets }: Workspace): void {
  const invalid = (changesets?.invalid ?? []).filter(({ at }) => at.file.endsWith(".md"));
  const [first] = invalid;
  if (first === undefined) return;
  const { at, reason } = first;
  throw failures.E_SKEW({
    errors: invalid.length,
    first: `${at.file}  plan/invalid-changeset  ${reason}`,
    mend: undefined,
  });
}

function toDocument(
  { proposals, left }: Proposals,
  { since, written }: { readonly since: string | undefined; readonly written: ReadonlySet<string> },
): ProposalDocument {
  return {
    schema: "changeset-proposal.v1",
    since: since ?? null,
    proposals: proposals.map(({ text: _, ...proposal }) => ({ ...proposal, written: written.has(proposal.file) })),
    left,
  };
}

interface Telling {
  readonly found: Proposals;
  readonly written: ReadonlySet<string>;
  readonly dryRun: boolean;
}

function tell(printer: Printer, { found, written, dryRun }: Telling): void {
  const { proposals, left } = found;
  for (const { file, summary, releases } of proposals) {
    const mark = written.has(file) || dryRun ? "+" : "·";
    printer.line(`  ${mark} ${file}   ${releases.map(({ name, type }) => `${type} ${name}`).join(", ")}`);
    printer.line(`      ${safeLine(summary)}${written.has(file) || dryRun ? "" : "   (is there already)"}`);
  }
  for (const { commit, subject, packages, why } of left) {
    printer.line(`  · ${commit.slice(0, 7)} ${safeLine(subject)}   ${why}: ${packages.join(", ")}`);
  }
  if (proposals.length === 0 && left.length === 0) printer.line("every package that changed is named by a changeset");
  printer.line(`next: ${nextOf({ found, written, dryRun })}`);
}

function nextOf({ found, written, dryRun }: Telling): string {
  if (dryRun && found.proposals.length > 0) return "releaser changeset --from-commits";
  if (written.size > 0) return "read them, then git add .changeset && git commit";
  return found.left.length > 0 ? "pnpm changeset, where one of these is to be released" : "releaser plan";
}
