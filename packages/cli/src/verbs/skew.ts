import { renderReport } from "@releaser/skew";
import type { Scope } from "@releaser/core";
import type { Terminal } from "../main.ts";
import { judge, readState } from "../release/read-state.ts";
import { type CommonOptions, open, toJson } from "./perform.ts";

/** The rules alone. Resolves with 7 where an error is found. */
export async function skew(terminal: Terminal, options: CommonOptions & { readonly scope: Scope }): Promise<number> {
  const { context } = await open(terminal, options);
  const report = judge(context, await readState(context), options.scope);
  terminal.stdout(
    options.json ? toJson(report) : `${renderReport(report, { color: options.color && terminal.color })}\n`,
  );
  return report.ok ? 0 : 7;
}
