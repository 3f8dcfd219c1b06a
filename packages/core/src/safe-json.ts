// oxlint-disable-next-line no-control-regex -- control characters are what this file is about
const beyondJson = /[\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/**
 * A document as indented JSON that no terminal takes for a command and no workflow of GitHub either, wherever it is printed: what
 * JSON leaves as it is of controls and bidi marks is escaped too, and so is the beginning of `##[name]`. It parses to the same.
 */
export function toSafeJson(document: unknown): string {
  return JSON.stringify(document, undefined, 2)
    .replaceAll(beyondJson, (mark) => String.raw`\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .replaceAll("##[", String.raw`#\u0023[`);
}
