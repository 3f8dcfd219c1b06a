// DecisionRef: D-0005
import { statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readText, root, trackedFiles } from "../repository.ts";

const largest = 1_000_000;

/** The forms of what opens a door; written in two halves, so that this file has none of them. */
const forms: readonly RegExp[] = [
  /\bnpm_[A-Za-z0-9]{36}\b/u,
  /\bgh[opsur]_[A-Za-z0-9]{36}\b/u,
  /\bgithub_pat_\w{60,}/u,
  /\bAKIA[0-9A-Z]{16}\b/u,
  /\/\/[^\s/]+\/:_authToken=(?!\$|["'`]|<)[^\s"'`$\\]{20,}/u,
  // A key has lines of base64 below its head; a text about keys has none.
  new RegExp(`-----BEGIN [A-Z ]*PRIVATE KEY-----\\s+(?:[A-Za-z0-9+/=]{40,}\\s+){2}`, "u"),
];

/** Tests of redaction need something to redact: invented, and named here by file. */
const inventions: ReadonlySet<string> = new Set(["packages/core/test/safe-text.test.ts"]);

function suspects(text: string): readonly string[] {
  return forms.filter((form) => form.test(text)).map(({ source }) => source);
}

test("the forms find what they are for", () => {
  const samples = [`npm_${"a1".repeat(18)}`, `ghp_${"B2".repeat(18)}`, `//host/:_authToken=${"c3".repeat(18)}`];
  expect(samples.filter((sample) => suspects(`x ${sample} y`).length === 0)).toEqual([]);
});

test("no tracked file holds the text of a secret", () => {
  const files = trackedFiles().filter((file) => !inventions.has(file) && statSync(join(root, file)).size <= largest);
  const found = files.flatMap((file) => suspects(readText(file) ?? "").map((form) => `${file}: ${form}`));
  expect(files.length).toBeGreaterThan(100);
  expect(found).toEqual([]);
});

test("no tracked file is named like a key or a token file", () => {
  const named = /(?:^|\/)(?:\.env(?:\.\w+)?|\.npmrc|id_(?:rsa|ed25519|ecdsa)|[^/]+\.(?:pem|p12|key))$/u;
  expect(trackedFiles().filter((file) => named.test(file))).toEqual([]);
});
