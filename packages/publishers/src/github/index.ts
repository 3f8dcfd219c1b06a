export { openGitHubClient, type GitHubClient, type GitHubClientOptions } from "./open-client.ts";
export { openGitHubPage } from "./github-page.ts";
export { toGitHubPlace, type GitHubPageConfig, type GitHubPlace, type GitHubPlaceOptions } from "./github-place.ts";
