import { failures } from "../failures.ts";
import { type Environment, nameOf, type Payload, readEvent } from "../terminal/github-event.ts";

/** Events that a pull request starts: code that nobody has merged may run in them, also from a branch of the repository itself. */
const ofPullRequests: ReadonlySet<string> = new Set([
  "pull_request",
  "pull_request_review",
  "pull_request_review_comment",
  "pull_request_target",
]);

/**
 * Throws `E_FORK` in an event of GitHub Actions in which a fork's code could be running: that of a pull request, or one whose
 * payload names a head repository that is not the base's, as `workflow_run` does for a workflow that a fork's pull request
 * started. A payload that cannot be read counts as a fork's, and so does a head that is not named: its repository may be gone.
 */
export function refuseFork(env: Environment): void {
  const event = env["GITHUB_EVENT_NAME"];
  if (event === undefined || event === "") return;
  if (ofPullRequests.has(event)) throw failures.E_FORK({ event, why: "code of a pull request could be running" });
  const payload = readEvent(env);
  const why = payload === undefined ? unreadable(event, env) : foreignHead(payload, env["GITHUB_REPOSITORY"]);
  if (why !== undefined) throw failures.E_FORK({ event, why });
}

/** Whoever sets no path is no runner of GitHub's, and only an event that can be a fork's is judged by its payload. */
function unreadable(event: string, env: Environment): string | undefined {
  const told = env["GITHUB_EVENT_PATH"] !== undefined || event === "workflow_run";
  return told ? "what GitHub tells of the event cannot be read, so its code could be a fork's" : undefined;
}

function foreignHead({ repository, ...payload }: Payload, running: string | undefined): string | undefined {
  const base = nameOf(repository) ?? running;
  const heads = [
    ...(payload.pull_request ? [payload.pull_request.head?.repo] : []),
    ...(payload.workflow_run ? [payload.workflow_run.head_repository] : []),
  ].map((head) => nameOf(head) ?? "a repository that is gone");
  const foreign = heads.find((head) => head.toLowerCase() !== base?.toLowerCase());
  return foreign && `its code comes from ${foreign}, and not from ${base ?? "here"}`;
}
