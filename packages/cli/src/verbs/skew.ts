import { relative, sep } from "node:path";
import { type Format, renderReport } from "@releaser/skew";
import type { Scope } from "@releaser/core";
import { failures } from "../failures.ts";
import type { Terminal } from "../main.ts";
import { openRepository } from "../open-repository.ts";
import { judge, readTree, type State, tryState, type TriedState } from "../release/read-state.ts";
import { openPrinter } from "../terminal/printer.ts";
import type { CommonOptions } from "./perform.ts";

interface SkewOptions extends CommonOptions {
  readonly scope: Scope;
  readonly format?: Format | undefined;
  readonly baseline?: boolean | undefined;
  readonly requireHistory?: boolean | undefined;
  readonly writeBaseline?: boolean | undefined;
}

/** The rules alone, in the format that is asked for. Resolves with 7 where an error is found; throws what Changesets refuses where no rule says why, and what keeps a registry from being read where it is asked. */
export async function skew(terminal: Terminal, options: SkewOptions): Promise<number> {
  const format = options.json ? "json" : (options.format ?? "human");
  refuseEmptyWish(options);
  const repository = await openRepository(options.cwd ?? terminal.cwd);
  const state: TriedState =
    options.scope === "tree" ? readTree(repository) : await tryState(repository, { glance: true });
  if (options.writeBaseline) {
    const { writeBaseline } = await import("./write-baseline.ts");
    const write = format === "human" ? terminal.stdout : terminal.stderr;
    openPrinter({ write, color: false }).line(writeBaseline(repository, state, options));
  }
  const known = options.scope === "online" ? await withPublished(terminal, options, state) : state;
  const report = judge(repository, known, options);
  if (report.ok && state.refused) throw state.refused;
  const { columns } = terminal;
  const linkBase = toLinkBase(terminal.env, repository.root);
  const text = renderReport(report, {
    format,
    color: options.color && terminal.color,
    ...(columns !== undefined && { width: columns }),
    ...(linkBase !== undefined && { linkBase }),
  });
  terminal.stdout(`${text}\n`);
  return report.ok ? 0 : 7;
}

/** Loaded where the network is asked for alone. */
async function withPublished(terminal: Terminal, options: CommonOptions, state: State): Promise<State> {
  const [{ open }, { readPublished }] = await Promise.all([
    import("./perform.ts"),
    import("../release/read-published.ts"),
  ]);
  const { context } = await open(terminal, options);
  return { ...state, published: await readPublished(context, state) };
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
