// oxlint-disable no-control-regex -- control characters are what this file is about
const unsafeCharacters =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/gu;
const loneSurrogates = /\p{Surrogate}/gu;

/** Text that no terminal, file or log takes for a command: controls, bidi marks and lone surrogates become visible escapes; tabs and newlines stay. */
export function safeText(text: string): string {
  return redact(text.replaceAll("\r\n", "\n")).replaceAll(unsafeCharacters, escape).replaceAll(loneSurrogates, escape);
}

/** The same on one line. */
export function safeLine(text: string): string {
  return safeText(text)
    .replaceAll(/\s*\n\s*/gu, " ")
    .trim();
}

/**
 * Lines that GitHub's runner takes for no workflow command: not for `::name::`, with or without white space before it, and not
 * for the older `##[name]`, which counts anywhere in a line. They stay readable.
 */
export function withoutCommands(text: string): string {
  return text.replaceAll(/^(\s*):(?=:)/gmu, String.raw`$1\u{3a}`).replaceAll("##[", String.raw`#\u{23}[`);
}

function escape(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

const secrets: readonly (readonly [RegExp, string])[] = [
  [/\bnpm_[A-Za-z0-9]{20,}/gu, "npm_***"],
  [/\b(gh[opsur]_)[A-Za-z0-9]{16,}/gu, "$1***"],
  [/\bgithub_pat_\w{20,}/gu, "github_pat_***"],
  [/\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/gu, "***"],
  [/((?::|^|\s)_(?:authToken|auth|password)\s*=\s*)[^\s"']+/gu, "$1***"],
  [/(\bauthorization:\s*(?:basic|bearer|token)\s+)\S+/giu, "$1***"],
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/giu, "$1***@"],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/gu, "*** private key ***"],
];

/** Text without the forms that tokens, passwords in addresses and private keys take. */
export function redact(text: string): string {
  return secrets.reduce((safer, [pattern, replacement]) => safer.replaceAll(pattern, replacement), text);
}
