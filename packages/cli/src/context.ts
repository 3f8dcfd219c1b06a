import type { Clock, Exec, Git, ReconcileEvent } from "@releaser/core";
import type { NpmRegistry, ReleasePage } from "@releaser/publishers";
import type { ImageRegistry } from "@releaser/publishers/oci";
import type { GitHubClient } from "@releaser/publishers/github";
import manifest from "../package.json" with { type: "json" };
import type { Config } from "./config/config.ts";

/** What is judged. */
export interface Repository {
  /** The repository's root, absolute. */
  readonly root: string;
  readonly config: Config;
  /** The file that it came from, relative to the root; undefined where there is none. */
  readonly configFile: string | undefined;
  readonly clock: Clock;
  /** Where the target's own Changesets are looked for. */
  readonly engineRoot: string;
}

/** The edges that a verb acts through. A rehearsal has the same with other adapters. */
export interface Context extends Repository {
  readonly git: Git;
  readonly exec: Exec;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly registry: NpmRegistry;
  /** Undefined where none is configured. */
  readonly page: ReleasePage | undefined;
  /** Undefined where the page is not on GitHub. */
  readonly github: GitHubClient | undefined;
  /** The registry of an image. Throws `E_IMAGE_CREDENTIALS` where those for it cannot be read. */
  readonly openImage: (image: string) => Promise<ImageRegistry>;
  /** Whether outward resources may act; otherwise everything only observes. */
  readonly outward: boolean;
  readonly report: (event: ReconcileEvent) => void;
  /** Said once, for people: notices that are no finding and no failure. */
  readonly notice: (text: string) => void;
  /** An absolute path that stands for `.github/allowed_signers` of the release's parent commit. */
  readonly allowedSigners?: string;
  /** An absolute path of a folder that stands for `.releaser`, where the repository is only looked at. */
  readonly aside?: string;
  /** False where dependencies are not installed: gates are skipped, lifecycle scripts stay off. */
  readonly installed: boolean;
}

/** Everything that belongs to Releaser in a repository and to no commit. */
export const ownFolder = ".releaser";

/** Who writes plans and commits. */
export const producer: string = `releaser@${manifest.version}`;

/** The same as commits and tags state it, in the form of the ledger's agents; the `commit` module alone says the same. */
export const maker: { readonly rulesHash: string; readonly producedBy: string } = {
  rulesHash: `RELEASER@${manifest.version}`,
  producedBy: producer,
};
