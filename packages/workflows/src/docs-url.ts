import { toHomepage } from "@releaser/core";
import manifest from "../package.json" with { type: "json" };

/** Where this package's repository is looked at. */
export const homepage: string = toHomepage(manifest.repository.url);

/** The version of this package, and so of its rules. */
export const version: string = manifest.version;

/** The section of a rule of the audit. */
export function auditUrl(rule: string): string {
  return `${homepage}/blob/main/docs/audit.md#${rule}`;
}
