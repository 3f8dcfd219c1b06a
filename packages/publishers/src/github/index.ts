export { openGitHubClient, type GitHubClient, type GitHubClientOptions } from "./open-client.ts";
export { bringPull, findPull, pullsOfCommit, type PullState, type PullWanted } from "./pull-requests.ts";
export { commentResource, type CommentResourceOptions } from "./comment-resource.ts";
export { commentsResource, type CommentsResourceOptions } from "./comments-resource.ts";
export { discussionResource, type DiscussionResourceOptions } from "./discussion-resource.ts";
export { permissionsResource, type Abilities, type PermissionsResourceOptions } from "./permissions-resource.ts";
export { readGuards, type Guards } from "./readiness.ts";
export { openGitHubPage } from "./github-page.ts";
export { toGitHubPlace, type GitHubPageConfig, type GitHubPlace, type GitHubPlaceOptions } from "./github-place.ts";
