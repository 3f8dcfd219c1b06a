import { renderReport } from "@releaser/skew";
import type { Scope } from "@releaser/core";
import type { Terminal } from "../main.ts";
import { judge, readTree, tryState, type TriedState } from "../release/read-state.ts";
import { type CommonOptions, open, toJson } from "./perform.ts";

/** The rules alone. Resolves with 7 where an error is found; throws what Changesets refuses where no rule says why. */
export async function skew(terminal: Terminal, options: CommonOptions & { readonly scope: Scope }): Promise<number> {
  const { context } = await open(terminal, options);
  const state: TriedState = options.scope === "tree" ? readTree(context) : await tryState(context);
  const report = judge(context, state, options.scope);
  if (report.ok && state.refused) throw state.refused;
  terminal.stdout(
    options.json ? toJson(report) : `${renderReport(report, { color: options.color && terminal.color })}\n`,
  );
  return report.ok ? 0 : 7;
}
