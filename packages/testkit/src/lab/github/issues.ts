import { paginated, type Call, type Endpoint } from "./call.ts";
import { invalid, notFound } from "./exchange.ts";
import type { GitHubIssue } from "./github-state.ts";
import { renderUser } from "./render-repository.ts";

/** Newest first, pull requests among them; open ones unless told, and of labels those that have all. */
export const listIssues: Endpoint = (call) => {
  const { searchParams } = call.request.url;
  const state = searchParams.get("state") ?? "open";
  const wanted = (searchParams.get("labels") ?? "").split(",").filter((label) => label !== "");
  const found = call.repository.issues.filter(
    (issue) =>
      (state === "all" || (issue.state ?? "open") === state) &&
      wanted.every((label) => issue.labels?.includes(label) === true),
  );
  return paginated(call, found.toReversed(), (issue) => renderIssue(issue, call));
};

export const createIssue: Endpoint = (call) => {
  const { repository, viewer, json, now } = call;
  const issue: GitHubIssue = {
    number: Math.max(0, ...repository.issues.map(({ number }) => number)) + 1,
    title: String(json["title"]),
    locked: false,
    comments: [],
    state: "open",
    author: viewer?.login ?? "",
    createdAt: now,
    ...checkedFields(call),
  };
  repository.issues.push(issue);
  return { status: 201, body: renderIssue(issue, call) };
};

export const updateIssue: Endpoint = (call) => {
  const issue = call.repository.issues.find(({ number }) => number === Number(call.parameters["issue_number"]));
  if (!issue) throw notFound();
  const { title, state } = call.json;
  Object.assign(issue, checkedFields(call), {
    ...(typeof title === "string" && { title }),
    ...(typeof state === "string" && { state }),
  });
  return { status: 200, body: renderIssue(issue, call) };
};

/** Labels that do not exist are made. */
function checkedFields({ json }: Call): Pick<GitHubIssue, "body" | "labels"> {
  const { body, labels } = json;
  if (typeof body === "string" && body.length > 65_536) throw invalid("Issue.body", "custom", "body is too long");
  return {
    ...(typeof body === "string" && { body }),
    ...(Array.isArray(labels) && { labels: labels.map(String) }),
  };
}

function renderIssue(issue: GitHubIssue, { repository, at, now }: Call): object {
  const { number, title, body, state = "open", labels = [], author = "", createdAt = now } = issue;
  const path = `${repository.owner}/${repository.name}`;
  const url = `${at.api}/repos/${path}/issues/${number}`;
  const isPull = repository.pulls.some((pull) => pull.number === number);
  const page = `${at.web}/${path}/${isPull ? "pull" : "issues"}/${number}`;
  const api = `${at.api}/repos/${path}/pulls/${number}`;
  return {
    id: number,
    node_id: `I_${number}`,
    url,
    repository_url: `${at.api}/repos/${path}`,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: page,
    number,
    state,
    title,
    body: body ?? null,
    user: renderUser(author, at),
    labels: labels.map((name, id) => ({ id, node_id: `L_${id}`, name, color: "ededed", default: false })),
    assignee: null,
    milestone: null,
    locked: issue.locked,
    comments: issue.comments.length,
    closed_at: state === "closed" ? now : null,
    created_at: createdAt,
    updated_at: createdAt,
    author_association: "MEMBER",
    ...(isPull && {
      pull_request: { url: api, html_url: page, diff_url: `${page}.diff`, patch_url: `${page}.patch` },
    }),
  };
}
