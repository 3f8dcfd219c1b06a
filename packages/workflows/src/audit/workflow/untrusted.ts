/**
 * What anybody may write who opens a pull request, an issue or a discussion, pushes to a fork or comments: GitHub's own
 * list of such fields, and the contexts that hold them whole.
 */
const strangers: readonly RegExp[] = [
  /^github(?:\.event(?:\.(?:pull_request|issue|comment|review|discussion|head_commit|commits|workflow_run))?)?$/u,
  /^github\.head_ref$/u,
  /^github\.event\.(?:issue|pull_request|discussion)\.(?:title|body)$/u,
  /^github\.event\.(?:comment|review|review_comment)\.body$/u,
  /^github\.event\.pull_request\.head\.(?:ref|label|repo\.(?:default_branch|description|homepage))$/u,
  /^github\.event\.pages\.(?:\*|\d+)\.page_name$/u,
  /^github\.event\.(?:head_commit|commits\.(?:\*|\d+)|workflow_run\.head_commit)\.(?:message|(?:author|committer)\.(?:name|email))$/u,
  /^github\.event\.workflow_run\.(?:head_branch|display_title|head_repository\.description)$/u,
  /^github\.event\.workflow_run\.pull_requests\.(?:\*|\d+)\.head\.ref$/u,
];

/** What GitHub itself makes, of letters and digits: nothing that a shell takes for more. */
const plain: readonly RegExp[] = [
  /^github\.(?:actor_id|api_url|event_name|job|repository|repository_id|repository_owner|run_attempt|run_id|run_number|server_url|sha|workspace)$/u,
  /^github\.event\.(?:(?:issue|pull_request)\.)?number$/u,
  /^github\.event\.(?:after|before|pull_request\.(?:base|head)\.sha)$/u,
  /^(?:job\.status|runner\.\w+|strategy\.[\w-]+|needs\.[\w-]+\.result|steps\.[\w-]+\.(?:conclusion|outcome))$/u,
];

/** Whether nobody can put anything into what a path of contexts holds. */
export function isPlain(path: string): boolean {
  return plain.some((pattern) => pattern.test(path));
}

/** Whether a stranger says what a path of contexts holds. */
export function isUntrusted(path: string): boolean {
  return strangers.some((pattern) => pattern.test(path));
}
