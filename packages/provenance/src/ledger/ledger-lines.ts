/** A line with its number, counted from 1, and without white space at its end. */
export interface LedgerLine {
  readonly text: string;
  readonly line: number;
}

export interface LedgerLines {
  /** Those outside of code fences, which hold examples. */
  readonly lines: readonly LedgerLine[];
  /** Where a fence opens that is never closed, so that nothing below it is read. */
  readonly openFence: number | undefined;
}

/** The lines of a ledger that count; a byte order mark and any kind of line end are none of their text. */
export function toLedgerLines(text: string): LedgerLines {
  const lines: LedgerLine[] = [];
  let fence: { readonly mark: string; readonly line: number } | undefined;
  for (const [index, raw] of text
    .replace(/^\uFEFF/u, "")
    .split(lineEnd)
    .entries()) {
    const line = index + 1;
    const [, mark, info = ""] = /^ {0,3}(`{3,}|~{3,})(.*)$/u.exec(raw) ?? [];
    if (fence !== undefined) {
      if (mark?.startsWith(fence.mark) && info.trim() === "") fence = undefined;
    } else if (mark === undefined) lines.push({ text: raw.trimEnd(), line });
    else fence = { mark, line };
  }
  return { lines, openFence: fence?.line };
}

/** A value without the marks that make it bold or code. */
export function bare(value: string): string {
  return value.replaceAll("`", "").replaceAll("**", "").trim();
}

const lineEnd = /\r\n|\n|\r/u;
