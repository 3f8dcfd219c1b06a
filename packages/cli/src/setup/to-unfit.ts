import type { ReleaserError } from "@releaser/core";
import { failures } from "../failures.ts";

/** Why a repository cannot be set up as it is. */
type Unfit =
  | { readonly is: "bun" }
  | { readonly is: "file"; readonly file: string; readonly why: string }
  | { readonly is: "lerna"; readonly globs: readonly string[] }
  | { readonly is: "pnp"; readonly file: string };

/** The failure `E_SETUP_UNFIT`, with what would change it. */
export function toUnfit(unfit: Unfit): ReleaserError {
  return failures.E_SETUP_UNFIT(textOf(unfit));
}

function textOf(unfit: Unfit): { readonly what: string; readonly why: string; readonly next: string } {
  switch (unfit.is) {
    case "bun":
      return {
        what: "bun installs here, and Releaser cannot pack for it",
        why: "packages are packed by pnpm or npm: the packed manifest has to be what a registry can serve",
        next: "use pnpm, npm or yarn for the workspace; bun may still run its scripts",
      };
    case "file":
      return {
        what: `${unfit.file} cannot be changed as it is`,
        why: unfit.why,
        next: `mend ${unfit.file}, then type the same command again`,
      };
    case "lerna":
      return {
        what: "only lerna.json says which folders are packages",
        why: `Changesets reads the workspace of the package manager and finds none; lerna.json has ${unfit.globs.join(", ")}`,
        next: 'write these globs as "workspaces" into package.json, or as packages into pnpm-workspace.yaml',
      };
    case "pnp":
      return {
        what: "yarn installs here without node_modules",
        why: `${unfit.file} says Plug'n'Play, and Changesets and rehearsals look for what is installed in node_modules`,
        next: "write nodeLinker: node-modules into .yarnrc.yml, then yarn install",
      };
  }
}
