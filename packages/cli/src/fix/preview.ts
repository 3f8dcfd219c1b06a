import { type ReleaserError, safeLine } from "@releaser/core";
import type { SkewReport } from "@releaser/skew";
import { renderDiff } from "@releaser/skew/fix";
import type { Context } from "../context.ts";
import { openScope } from "../release/open-scope.ts";
import { type MendOptions, planFor } from "./mend.ts";
import { see } from "./see.ts";

/** What the fixes would change, and the report of what is there. */
export interface Preview {
  readonly report: SkewReport;
  readonly refused: ReleaserError | undefined;
  readonly diff: string;
  readonly next: { readonly command: string; readonly why: string };
}

/** The first round of fixes as a diff. Writes nothing, and starts no package manager. */
export async function preview(context: Context, options: MendOptions & { readonly color: boolean }): Promise<Preview> {
  const { scope = "offline", unsafe, color } = options;
  const seen = await see(context, options, openScope(context, { scope, open: () => Promise.resolve(context) }));
  const { files, unfixed, commanded } = planFor(seen, options);
  const [first] = commanded;
  const flags = [...(scope === "offline" ? [] : [`--scope ${scope}`]), unsafe ? "--fix-unsafe" : "--fix"];
  const notes = [
    ...(first?.fix?.command === undefined ? [] : [`${first.fix.command} would be run, to mend ${first.file}`]),
    ...unfixed.map(({ rule, file, why }) => `${rule} in ${file} would not be mended: ${why}`),
  ];
  return {
    report: seen.report,
    refused: seen.state.refused,
    diff: [renderDiff(files, { color }), ...notes.map((note) => safeLine(note))].filter(Boolean).join("\n"),
    next:
      files.length === 0 && commanded.length === 0
        ? { command: "releaser skew", why: "" }
        : { command: `releaser skew ${flags.join(" ")}`, why: "writes it, and what it uncovers" },
  };
}
