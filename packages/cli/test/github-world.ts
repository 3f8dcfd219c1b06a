import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { GitHubRepository } from "@releaser/testkit/github";
import type { Config } from "../src/config/config.ts";
import type { OutgoingWorlds, ReleaseWorld, RunOptions } from "./release-world.ts";
import { openShop, type Shop } from "./shop.ts";

/** A world whose release page is on a fake GitHub, which has the world's remote as its repository. */
export interface GitHubReleaseWorld extends Shop {
  readonly it: ReleaseWorld;
  /** Runs with a token that may write. */
  readonly writer: RunOptions;
}

export interface GitHubWorldOptions {
  readonly repository?: Partial<GitHubRepository>;
  readonly config?: Config;
  /** Whether its changesets are still pending; it is versioned unless told. */
  readonly pending?: boolean;
  /** Files of the repository by path, beside those of the world or in their place. */
  readonly files?: Readonly<Record<string, string>>;
}

export async function gitHubReleaseWorld(
  worlds: OutgoingWorlds,
  options: GitHubWorldOptions = {},
): Promise<GitHubReleaseWorld> {
  const { server, repository } = await openShop(options.repository);
  const { at } = server;
  const page = { kind: "github", repository: "acme/shop", apiUrl: at.api, uploadUrl: at.uploads } as const;
  const open = options.pending ? worlds.openPending : worlds.openChanged;
  const it = await open((repo) => {
    writeFileSync(
      join(repo.dir, "releaser.config.json"),
      `${JSON.stringify({ page, ...options.config }, undefined, 2)}\n`,
    );
    for (const [file, text] of Object.entries(options.files ?? {})) writeFileSync(join(repo.dir, file), text);
    repo.commit("the page is on GitHub");
  });
  repository().gitDir = join(it.place, "origin.git");
  return { it, server, repository, writer: { env: { GITHUB_TOKEN: "writer" } } };
}
