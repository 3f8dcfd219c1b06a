import { defineFailures, type FailureConstructors, gitHubTokenVariables } from "@releaser/core";
import { mendHere, credentials, outward, again } from "./common.ts";

export interface GitHubDetails {
  readonly E_GITHUB_ANSWER: { why: string };
  readonly E_GITHUB_AUTH: { repository: string; task: string; right: string; status: number; hasToken: boolean };
  readonly E_GITHUB_LIMITED: { repository: string; task: string; until: string };
  readonly E_GITHUB_PLACE: { why: string };
  readonly E_GITHUB_REFUSED: { repository: string; task: string; why: string };
  readonly E_GITHUB_RULES: { repository: string; tags: readonly string[]; rulesets: readonly string[] };
  readonly E_GITHUB_TAG: { tag: string; where: string };
  readonly E_GITHUB_UNAVAILABLE: { repository: string; task: string; why: string };
}

/** What GitHub answers, refuses or lacks. */
export const gitHubFailures: FailureConstructors<GitHubDetails> = defineFailures<GitHubDetails>({
  E_GITHUB_ANSWER: (d) => ({
    ...outward,
    retryable: false,
    what: "GitHub gave an answer that is not acted on",
    why: d.why,
    next: "look at page.apiUrl and at what stands between; where uploads do go to another host, name it in page.uploadUrl",
  }),
  E_GITHUB_AUTH: (d) => ({
    ...credentials,
    what: `GitHub does not let this run ${d.task} in ${d.repository}`,
    why: d.hasToken ? toldBy(d.status) : `there is no token in ${gitHubTokenVariables}`,
    next: `give a token with "${d.right}" for ${d.repository} in ${gitHubTokenVariables}, then ${again}`,
  }),
  E_GITHUB_LIMITED: (d) => ({
    ...outward,
    what: `GitHub takes no more requests for now, so it did not ${d.task} in ${d.repository}`,
    why: `its rate limit holds ${d.until}`,
    next: `wait until then; ${again}`,
  }),
  E_GITHUB_PLACE: (d) => ({
    ...mendHere,
    what: "which repository on GitHub has the release pages cannot be told",
    why: d.why,
    next: 'write page: { kind: "github", repository: "owner/name" } into the configuration, and apiUrl beside it where it is not on github.com',
  }),
  E_GITHUB_REFUSED: (d) => ({
    ...outward,
    retryable: false,
    what: `GitHub refuses to ${d.task} in ${d.repository}`,
    why: d.why,
    next: "mend what GitHub names, then type the same command again",
  }),
  E_GITHUB_RULES: (d) => ({
    ...credentials,
    what: `rulesets of ${d.repository} keep this token from making the tags of the release`,
    why: `${d.rulesets.join(", ")} of ${d.tags.join(", ")}`,
    next: "let the account that releases bypass them, then type the same command again",
  }),
  E_GITHUB_TAG: (d) => ({
    ...outward,
    what: `GitHub does not have the tag ${d.tag}, so its release is not made public`,
    why: `GitHub would make a tag of its own, which nobody signed: ${d.where}`,
    next: "releaser publish, which pushes the signed tag to the repository of the page",
  }),
  E_GITHUB_UNAVAILABLE: (d) => ({
    ...outward,
    what: `GitHub did not ${d.task} in ${d.repository}`,
    why: d.why,
    next: again,
  }),
});

/** GitHub answers 404 to a token that may not know whether something is there. */
function toldBy(status: number): string {
  if (status === 401) return "it answers 401: the token is not valid, or not any more";
  return status === 404
    ? "it answers 404, which is also how it says that a permission is missing"
    : `it answers ${status}: a permission is missing`;
}
