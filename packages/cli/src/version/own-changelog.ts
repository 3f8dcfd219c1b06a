import { fileURLToPath } from "node:url";

/** Our changelog module, which stands in where the repository's own is not there. */
export function ownChangelog(): { readonly module: string } {
  return { module: fileURLToPath(import.meta.resolve("@releaser/notes")) };
}
