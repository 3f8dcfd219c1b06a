import { resolve } from "node:path";
import { ReleaserError } from "@releaser/core";
import { openDirectoryPage } from "@releaser/publishers";
import type { Context } from "./context.ts";
import { type GitHubEdges, openGitHub } from "./open-github.ts";
import { pageNowhere } from "./page-nowhere.ts";

/** The release page that the configuration names, and GitHub where it is there. Where that is, is not told, the page rejects with `E_GITHUB_PLACE`. */
export async function openPage(
  options: GitHubEdges & Pick<Context, "root">,
): Promise<Pick<Context, "github" | "page">> {
  const { page } = options.config;
  switch (page?.kind) {
    case undefined:
      return { page: undefined, github: undefined };
    case "directory":
      return { page: openDirectoryPage(resolve(options.root, page.path)), github: undefined };
    case "github":
      return await openOnGitHub(options);
  }
}

async function openOnGitHub(edges: GitHubEdges): Promise<Pick<Context, "github" | "page">> {
  try {
    const github = await openGitHub(edges);
    const { openGitHubPage } = await import("@releaser/publishers/github");
    return { github, page: openGitHubPage(github) };
  } catch (error) {
    if (error instanceof ReleaserError) return { page: pageNowhere("github", error), github: undefined };
    throw error;
  }
}
