/** What a release page belongs to. */
export interface PageMarker {
  /** The plan's digest. */
  readonly plan: string;
  /** SHA-256 in hex of the checksum file whose bytes it holds. */
  readonly checksums: string;
}

const pattern = /(?:^|\n\n)<!-- releaser: plan ([\w:.-]+) checksums ([\w:.-]+) -->\s*$/u;

/** A body for people with the marker at its end, where nobody sees it. */
export function withMarker(body: string, { plan, checksums }: PageMarker): string {
  return `${body}${body === "" ? "" : "\n\n"}<!-- releaser: plan ${plan} checksums ${checksums} -->`;
}

/** A body taken apart again. A page that was not made by Releaser has no marker, which is that of nobody. */
export function parseMarked(text: string): { readonly body: string; readonly marker: PageMarker } {
  const unix = text.replaceAll("\r\n", "\n");
  const [whole = "", plan = "", checksums = ""] = pattern.exec(unix) ?? [];
  return { body: unix.slice(0, unix.length - whole.length), marker: { plan, checksums } };
}
