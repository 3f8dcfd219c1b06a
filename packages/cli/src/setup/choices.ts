import type { PageChoice, SetupFacts } from "./facts.ts";

/** What people decide about a set-up. Questions are asked, and flags taken, for no more than this. */
export interface SetupChoices {
  readonly page: PageChoice;
  /** Where pages are kept as files; relative to the root, outside of it. */
  readonly pageFolder: string;
  /** Who may install what is published. */
  readonly access: "public" | "restricted";
  /** `json` can be read without running it; `ts` is checked by an editor. */
  readonly config: "json" | "ts";
  /** Whether the key that signs on this machine is trusted from now on. */
  readonly trustKey: boolean;
  /** Whether GitHub Actions gets workflows, and people the page that tells of them. */
  readonly workflows: boolean;
}

/** What is chosen where nobody is asked, or somebody only presses Enter. */
export function toDefaultChoices({ access, github, name, signer }: SetupFacts): SetupChoices {
  return {
    page: github === undefined ? "directory" : "github",
    pageFolder: `../${name}-releases`,
    access,
    config: "json",
    trustKey: signer !== undefined,
    workflows: github !== undefined,
  };
}
