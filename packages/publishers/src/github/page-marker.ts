import type { PageMarker } from "../page/release-page.ts";

const pattern = /(?:^|\n\n)<!-- releaser: plan ([\w:.-]+) checksums ([\w:.-]+) -->\s*$/u;

/** A body for people with the marker at its end, where nobody sees it. */
export function withMarker(body: string, { plan, checksums }: PageMarker): string {
  return `${body}${body === "" ? "" : "\n\n"}<!-- releaser: plan ${plan} checksums ${checksums} -->`;
}

/** A body taken apart again. A page that was not made by Releaser has no marker. */
export function parseMarked(text: string): { readonly body: string; readonly marker: PageMarker | undefined } {
  const unix = text.replaceAll("\r\n", "\n");
  const [whole, plan, checksums] = pattern.exec(unix) ?? [];
  if (whole === undefined || plan === undefined || checksums === undefined) return { body: unix, marker: undefined };
  return { body: unix.slice(0, unix.length - whole.length), marker: { plan, checksums } };
}
