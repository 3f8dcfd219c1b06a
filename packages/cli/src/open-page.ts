import { resolve } from "node:path";
import { readGitHubToken } from "@releaser/core";
import { openDirectoryPage } from "@releaser/publishers";
import type { GitHubPageConfig } from "@releaser/publishers/github";
import type { Context } from "./context.ts";

type PageOptions = Pick<Context, "config" | "env" | "git" | "notice" | "root" | "signal">;

/** The release page that the configuration names, and GitHub where it is there. Throws `E_GITHUB_PLACE`. */
export async function openPage(options: PageOptions): Promise<Pick<Context, "github" | "page">> {
  const { page } = options.config;
  switch (page?.kind) {
    case undefined:
      return { page: undefined, github: undefined };
    case "directory":
      return { page: openDirectoryPage(resolve(options.root, page.path)), github: undefined };
    case "github":
      return await openOnGitHub(page, options);
  }
}

/** Octokit is loaded where it is needed, and nowhere else. */
async function openOnGitHub(
  page: GitHubPageConfig,
  { config, env, git, signal, notice }: PageOptions,
): Promise<Pick<Context, "github" | "page">> {
  const { openGitHubClient, openGitHubPage, toGitHubPlace } = await import("@releaser/publishers/github");
  const remote = config.remote ?? "origin";
  const found = await git.run(["remote", "get-url", "--end-of-options", remote], { accept: [0, 2, 128] });
  const place = toGitHubPlace({ config: page, env, remoteUrl: found.code === 0 ? found.stdout.trim() : undefined });
  const github = openGitHubClient({ place, token: readGitHubToken(env), signal, notice });
  return { github, page: openGitHubPage(github) };
}
