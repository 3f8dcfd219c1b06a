import { safeLine } from "../safe-text.ts";

/** `file:line:column`, as far as it is known: what terminals and editors open. */
export function toPlace(at: { readonly file: string; readonly line?: number; readonly column?: number }): string {
  return [safeLine(at.file), at.line, at.column].filter((part) => part !== undefined).join(":");
}

/** A path as a relative URL: every other character percent-encoded, the slashes kept. */
export function toUri(file: string): string {
  return file
    .toWellFormed()
    .split("/")
    .map((part) => encodeURIComponent(part).replaceAll(/[!'()*]/gu, (mark) => `%${mark.charCodeAt(0).toString(16)}`))
    .join("/");
}
