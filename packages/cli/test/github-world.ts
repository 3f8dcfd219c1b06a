import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  addRepository,
  emptyState,
  openGitHub,
  type GitHubRepository,
  type GitHubServer,
} from "@releaser/testkit/github";
import { onTestFinished } from "vitest";
import type { Config } from "../src/config/config.ts";
import type { OutgoingWorlds, ReleaseWorld, RunOptions } from "./release-world.ts";

/** A world whose release page is on a fake GitHub, which has the world's remote as its repository. */
export interface GitHubReleaseWorld {
  readonly it: ReleaseWorld;
  readonly server: GitHubServer;
  /** As it is now. */
  readonly repository: () => GitHubRepository;
  /** Runs with a token that may write. */
  readonly writer: RunOptions;
}

export interface GitHubWorldOptions {
  readonly repository?: Partial<GitHubRepository>;
  readonly config?: Config;
  /** Files of the repository by path, beside those of the world or in their place. */
  readonly files?: Readonly<Record<string, string>>;
}

export async function gitHubReleaseWorld(
  worlds: OutgoingWorlds,
  options: GitHubWorldOptions = {},
): Promise<GitHubReleaseWorld> {
  const server = await openGitHub({ state: emptyState() });
  onTestFinished(() => server.close());
  const { state, at } = server;
  state.tokens = {
    writer: { login: "releaser", role: "write", refusal: 403 },
    reader: { login: "reader", role: "read", refusal: 403 },
  };
  addRepository(state, "acme/shop", options.repository);
  const repository = (): GitHubRepository => state.repositories["acme/shop"] as GitHubRepository;
  const page = { kind: "github", repository: "acme/shop", apiUrl: at.api, uploadUrl: at.uploads } as const;
  const it = await worlds.openChanged((repo) => {
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
