import { redact } from "@releaser/core";
import type { Npmrc } from "./npmrc.ts";

/** What is outside of the repository and may say where packages lie: the environment and the user's npmrc. */
export interface TrustedRegistries {
  /** The registry for all, as an address that ends with a slash. */
  readonly registry: string;
  readonly lines: Npmrc;
}

const credential = /(?:^|:)(?:_auth|_authToken|_password|certfile|keyfile|username)$/u;
const steering: ReadonlySet<string> = new Set([
  "ca",
  "ca[]",
  "cafile",
  "git",
  "globalconfig",
  "https-proxy",
  "node-options",
  "prefix",
  "proxy",
  "script-shell",
  "shell",
  "userconfig",
]);

/**
 * Lines of a repository's own npmrc that no CI may follow, in words and without their values: credentials, also as a variable,
 * because the line says to which host it goes; what makes npm run other code; and a registry that nobody outside of the
 * repository names.
 */
export function npmrcProblems(project: Npmrc, trusted: TrustedRegistries): readonly string[] {
  return Object.entries(project).flatMap(([key, value]) => {
    const said = reason(key, value, trusted);
    return said === undefined ? [] : [`${redact(key)}: ${said}`];
  });
}

function reason(key: string, value: string, trusted: TrustedRegistries): string | undefined {
  if (credential.test(key)) return "credentials belong into the user's npmrc, outside of the repository";
  if (steering.has(key)) return "it steers what npm runs or whom it talks to";
  if (key === "ignore-scripts" && value === "false") return "it turns scripts of dependencies on";
  if (key === "strict-ssl" && value === "false") return "it turns the check of certificates off";
  const isRegistry = key === "registry" || /^@[^/:]+:registry$/u.test(key);
  const known = key === "registry" ? trusted.registry : (trusted.lines[key] ?? trusted.registry);
  if (!isRegistry || slashed(value) === slashed(known)) return undefined;
  return "neither the environment nor the user's npmrc names that registry";
}

function slashed(address: string): string {
  return address.endsWith("/") ? address : `${address}/`;
}
