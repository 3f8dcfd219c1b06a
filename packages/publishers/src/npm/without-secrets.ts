import { redact } from "@releaser/core";

const secret = /:(?:_auth|_authToken|_password)$/u;
const shortest = 4;

/** A text without the secrets that npmrc lines hold, whatever they look like, and without what looks like one. */
export function withoutSecrets(text: string, lines: Readonly<Record<string, unknown>>): string {
  return redact(secretsOf(lines).reduce((safer, one) => safer.replaceAll(one, "***"), text));
}

function secretsOf(lines: Readonly<Record<string, unknown>>): readonly string[] {
  const values = Object.entries(lines).flatMap(([key, value]) =>
    secret.test(key) && typeof value === "string" && value.length >= shortest ? [value] : [],
  );
  // A password stands in an npmrc in base64, and is sent beside the name in another one.
  return values.flatMap((value) => [value, Buffer.from(value, "base64").toString("utf8")]).filter(isWord);
}

function isWord(text: string): boolean {
  return text.length >= shortest && /^[\x20-\x7e]+$/u.test(text);
}
