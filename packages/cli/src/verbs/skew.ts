import { relative, sep } from "node:path";
import { type Format, renderAccount, renderReport, type SkewReport } from "@releaser/skew";
import type { ReleaserError, Scope } from "@releaser/core";
import type { Context } from "../context.ts";
import { failures } from "../failures.ts";
import type { Terminal } from "../main.ts";
import { openRepository, type OpenedRepository } from "../open-repository.ts";
import { openScope } from "../release/open-scope.ts";
import { judge } from "../release/read-state.ts";
import type { CommonOptions } from "./perform.ts";

interface SkewOptions extends CommonOptions {
  readonly scope: Scope;
  readonly format?: Format | undefined;
  readonly baseline?: boolean | undefined;
  readonly requireHistory?: boolean | undefined;
  readonly writeBaseline?: boolean | undefined;
  readonly fix?: boolean;
  readonly fixUnsafe?: boolean;
}

/** What is to be told, and what stood in the way of telling more. */
interface Told {
  readonly report: SkewReport;
  readonly refused?: ReleaserError | undefined;
  /** What was done besides, or what would change as a unified diff. */
  readonly aside?: string;
  readonly next?: { readonly command: string; readonly why: string };
}

/**
 * The rules alone, in the format that is asked for; with a fix, what is left after it. Resolves with 7 where an error is found;
 * throws what Changesets refuses where no rule says why, and what keeps a registry from being read where it is asked.
 */
export async function skew(terminal: Terminal, options: SkewOptions): Promise<number> {
  const format = options.json ? "json" : (options.format ?? "human");
  refuseEmptyWish(options);
  const color = options.color && terminal.color;
  const repository = await openRepository(options.cwd ?? terminal.cwd);
  const { report, refused, aside = "", next } = await tell(terminal, { ...options, color }, repository);
  if (report.ok && refused !== undefined) throw refused;
  const write = format === "human" ? terminal.stdout : terminal.stderr;
  if (aside !== "") write(`${aside}\n`);
  const account = format === "human" ? "" : renderAccount(report, { color });
  if (account !== "") write(`${account}\n`);
  const { columns } = terminal;
  const linkBase = toLinkBase(terminal.env, repository.root);
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

async function tell(terminal: Terminal, options: SkewOptions, repository: OpenedRepository): Promise<Told> {
  if (options.fix === true || options.fixUnsafe === true) return await tellMended(terminal, options);
  const { scope } = options;
  const state = await openScope(repository, { scope, open: () => openWhole(terminal, options) })();
  const aside = options.writeBaseline
    ? (await import("./write-baseline.ts")).writeBaseline(repository, state, options)
    : "";
  return { report: judge(repository, state, options), refused: state.refused, aside };
}

async function tellMended(terminal: Terminal, options: SkewOptions): Promise<Told> {
  const context = await openWhole(terminal, options);
  const wanted = { ...options, unsafe: options.fixUnsafe === true };
  if (options.dryRun === true) {
    const { diff, ...told } = await (await import("../fix/preview.ts")).preview(context, wanted);
    return { ...told, aside: diff === "" ? "" : `${diff}\n` };
  }
  const { seen, fixed, unfixed } = await (await import("../fix/mend.ts")).mend(context, wanted);
  return { report: { ...seen.report, fixed, unfixed }, refused: seen.state.refused };
}

/** With every edge, which only what writes or goes out of the machine needs. */
async function openWhole(terminal: Terminal, options: CommonOptions): Promise<Context> {
  const { open } = await import("./perform.ts");
  return (await open(terminal, options)).context;
}

/** What a scope leaves out can be asked for, and nobody would be told. */
function refuseEmptyWish({ scope, requireHistory }: SkewOptions): void {
  if (scope === "tree" && requireHistory) {
    throw failures.E_USAGE({ message: "--require-history asks for what --scope tree leaves out" });
  }
}

/** In a workflow of GitHub, where the files of its commit are looked at: a comment has no folder that relative links could start from. */
function toLinkBase(env: Terminal["env"], root: string): string | undefined {
  const { GITHUB_SERVER_URL = "", GITHUB_REPOSITORY = "", GITHUB_SHA = "", GITHUB_WORKSPACE = root } = env;
  const address = `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/blob/${GITHUB_SHA}/`;
  if (!/^https:\/\/[\w.:-]+\/[\w.-]+\/[\w.-]+\/blob\/[0-9a-f]{40,64}\/$/u.test(address)) return undefined;
  const below = relative(GITHUB_WORKSPACE, root).split(sep).filter(Boolean);
  return below[0] === ".." ? undefined : `${address}${below.map((part) => `${encodeURIComponent(part)}/`).join("")}`;
}
