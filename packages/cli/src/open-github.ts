import { readGitHubToken } from "@releaser/core";
import type { GitHubClient } from "@releaser/publishers/github";
import type { Context } from "./context.ts";

export type GitHubEdges = Pick<Context, "config" | "env" | "git" | "notice" | "signal">;

/** GitHub for the repository, wherever its release pages are. Octokit is loaded here and nowhere else. Throws `E_GITHUB_PLACE`. */
export async function openGitHub({ config, env, git, signal, notice }: GitHubEdges): Promise<GitHubClient> {
  const { openGitHubClient, toGitHubPlace } = await import("@releaser/publishers/github");
  const remote = config.remote ?? "origin";
  const found = await git.run(["remote", "get-url", "--end-of-options", remote], { accept: [0, 2, 128] });
  const remoteUrl = found.code === 0 ? found.stdout.trim() : undefined;
  const page = config.page?.kind === "github" ? config.page : ({ kind: "github" } as const);
  const place = toGitHubPlace({ config: page, env, remoteUrl });
  return openGitHubClient({ place, token: readGitHubToken(env), signal, notice });
}
