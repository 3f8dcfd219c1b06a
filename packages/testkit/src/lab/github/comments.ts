import { paginated, type Call, type Endpoint } from "./call.ts";
import { invalid, notFound, Refusal } from "./exchange.ts";
import { takeId, type GitHubComment, type GitHubIssue } from "./github-state.ts";
import { renderUser } from "./render-repository.ts";

const longestComment = 65_536;

export const listComments: Endpoint = (call) => {
  const issue = findIssue(call);
  return paginated(call, issue.comments, (one) => renderComment(one, issue, call));
};

export const createComment: Endpoint = (call) => {
  const { state, viewer, now } = call;
  const issue = findIssue(call);
  if (issue.locked) throw new Refusal(403, "Unable to create comment because issue is locked.");
  const comment: GitHubComment = {
    id: takeId(state),
    author: viewer?.login ?? "",
    body: checkedBody(call),
    createdAt: now,
    updatedAt: now,
  };
  issue.comments.push(comment);
  return { status: 201, body: renderComment(comment, issue, call) };
};

export const updateComment: Endpoint = (call) => {
  const id = Number(call.parameters["comment_id"]);
  const issue = call.repository.issues.find(({ comments }) => comments.some((one) => one.id === id));
  const comment = issue?.comments.find((one) => one.id === id);
  if (!issue || !comment) throw notFound();
  comment.body = checkedBody(call);
  comment.updatedAt = call.now;
  return { status: 200, body: renderComment(comment, issue, call) };
};

function findIssue({ repository, parameters }: Call): GitHubIssue {
  const number = Number(parameters["issue_number"]);
  const found = repository.issues.find((one) => one.number === number);
  if (!found) throw notFound();
  return found;
}

function checkedBody({ json }: Call): string {
  const body = String(json["body"]);
  if (body === "") throw invalid("IssueComment.body", "missing_field");
  if (body.length > longestComment) throw invalid("IssueComment.body", "custom", "body is too long");
  return body;
}

function renderComment(comment: GitHubComment, issue: GitHubIssue, { repository, at }: Call): object {
  const path = `${repository.owner}/${repository.name}/issues`;
  return {
    id: comment.id,
    node_id: `IC_${comment.id}`,
    url: `${at.api}/repos/${path}/comments/${comment.id}`,
    html_url: `${at.web}/${path}/${issue.number}#issuecomment-${comment.id}`,
    issue_url: `${at.api}/repos/${path}/${issue.number}`,
    user: renderUser(comment.author, at),
    body: comment.body,
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: "MEMBER",
  };
}
