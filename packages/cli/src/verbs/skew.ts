import { relative, sep } from "node:path";
import { type Format, renderReport } from "@releaser/skew";
import type { Scope } from "@releaser/core";
import type { Context } from "../context.ts";
import { failures } from "../failures.ts";
import type { Terminal } from "../main.ts";
import { judge, readTree, tryState, type TriedState } from "../release/read-state.ts";
import { type CommonOptions, open } from "./perform.ts";
import { writeBaseline } from "./write-baseline.ts";

interface SkewOptions extends CommonOptions {
  readonly scope: Scope;
  readonly format?: Format | undefined;
  readonly baseline?: boolean | undefined;
  readonly requireHistory?: boolean | undefined;
  readonly writeBaseline?: boolean | undefined;
}

/** The rules alone, in the format that is asked for. Resolves with 7 where an error is found; throws what Changesets refuses where no rule says why. */
export async function skew(terminal: Terminal, options: SkewOptions): Promise<number> {
  const format = options.json ? "json" : (options.format ?? "human");
  refuseEmptyWish(options);
  const { context, printer } = await open(terminal, { ...options, json: format !== "human" });
  const state: TriedState = options.scope === "tree" ? readTree(context) : await tryState(context);
  if (options.writeBaseline) printer.line(writeBaseline(context, state, options));
  const report = judge(context, state, options);
  if (report.ok && state.refused) throw state.refused;
  const { columns } = terminal;
  const linkBase = toLinkBase(context);
  const text = renderReport(report, {
    format,
    color: options.color && terminal.color,
    ...(columns !== undefined && { width: columns }),
    ...(linkBase !== undefined && { linkBase }),
  });
  terminal.stdout(`${text}\n`);
  return report.ok ? 0 : 7;
}

/** What a scope leaves out can be asked for, and nobody would be told. */
function refuseEmptyWish({ scope, requireHistory }: SkewOptions): void {
  if (scope === "tree" && requireHistory) {
    throw failures.E_USAGE({ message: "--require-history asks for what --scope tree leaves out" });
  }
}

/** In a workflow of GitHub, where the files of its commit are looked at: a comment has no folder that relative links could start from. */
function toLinkBase({ env, root }: Pick<Context, "env" | "root">): string | undefined {
  const { GITHUB_SERVER_URL = "", GITHUB_REPOSITORY = "", GITHUB_SHA = "", GITHUB_WORKSPACE = root } = env;
  const address = `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/blob/${GITHUB_SHA}/`;
  if (!/^https:\/\/[\w.:-]+\/[\w.-]+\/[\w.-]+\/blob\/[0-9a-f]{40,64}\/$/u.test(address)) return undefined;
  const below = relative(GITHUB_WORKSPACE, root).split(sep).filter(Boolean);
  return below[0] === ".." ? undefined : `${address}${below.map((part) => `${encodeURIComponent(part)}/`).join("")}`;
}
