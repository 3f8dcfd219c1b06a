import { relative, sep } from "node:path";
import { type Format, renderAccount, renderReport, type SkewReport } from "@releaser/skew";
import type { ReleaserError, Scope } from "@releaser/core";
import type { Context } from "../context.ts";
import type { Terminal } from "../main.ts";
import { judge, readTree, tryState, type TriedState } from "../release/read-state.ts";
import { type CommonOptions, open } from "./perform.ts";

interface SkewOptions extends CommonOptions {
  readonly scope: Scope;
  readonly format?: Format | undefined;
  readonly fix?: boolean;
  readonly fixUnsafe?: boolean;
}

/** What is to be told, and what stood in the way of telling more. */
interface Told {
  readonly report: SkewReport;
  readonly refused?: ReleaserError | undefined;
  /** What would change, as a unified diff. */
  readonly diff?: string;
  readonly next?: { readonly command: string; readonly why: string };
}

/**
 * The rules alone, in the format that is asked for; with a fix, what is left after it. Resolves with 7 where an error is found;
 * throws what Changesets refuses where no rule says why.
 */
export async function skew(terminal: Terminal, options: SkewOptions): Promise<number> {
  const format = options.json ? "json" : (options.format ?? "human");
  const { context } = await open(terminal, { ...options, json: format !== "human" });
  const color = options.color && terminal.color;
  const { report, refused, diff, next } = await tell(context, options, color);
  if (report.ok && refused !== undefined) throw refused;
  const aside = format === "human" ? terminal.stdout : terminal.stderr;
  if (diff !== undefined && diff !== "") aside(`${diff}\n\n`);
  const account = format === "human" ? "" : renderAccount(report, { color });
  if (account !== "") aside(`${account}\n`);
  const { columns } = terminal;
  const linkBase = toLinkBase(context);
  const text = renderReport(report, {
    format,
    color,
    ...(next && { next }),
    ...(columns !== undefined && { width: columns }),
    ...(linkBase !== undefined && { linkBase }),
  });
  terminal.stdout(`${text}\n`);
  return report.ok ? 0 : 7;
}

async function tell(context: Context, options: SkewOptions, color: boolean): Promise<Told> {
  const { scope } = options;
  const unsafe = options.fixUnsafe === true;
  if (unsafe || options.fix === true) {
    if (options.dryRun === true) {
      return await (await import("../fix/preview.ts")).preview(context, { scope, unsafe, color });
    }
    const { seen, fixed, unfixed } = await (await import("../fix/mend.ts")).mend(context, { scope, unsafe });
    return { report: { ...seen.report, fixed, unfixed }, refused: seen.state.refused };
  }
  const state: TriedState = scope === "tree" ? readTree(context) : await tryState(context);
  return { report: judge(context, state, scope), refused: state.refused };
}

/** In a workflow of GitHub, where the files of its commit are looked at: a comment has no folder that relative links could start from. */
function toLinkBase({ env, root }: Pick<Context, "env" | "root">): string | undefined {
  const { GITHUB_SERVER_URL = "", GITHUB_REPOSITORY = "", GITHUB_SHA = "", GITHUB_WORKSPACE = root } = env;
  const address = `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/blob/${GITHUB_SHA}/`;
  if (!/^https:\/\/[\w.:-]+\/[\w.-]+\/[\w.-]+\/blob\/[0-9a-f]{40,64}\/$/u.test(address)) return undefined;
  const below = relative(GITHUB_WORKSPACE, root).split(sep).filter(Boolean);
  return below[0] === ".." ? undefined : `${address}${below.map((part) => `${encodeURIComponent(part)}/`).join("")}`;
}
