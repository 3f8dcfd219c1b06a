import { paginated, type Call, type Endpoint } from "./call.ts";
import { invalid, notFound } from "./exchange.ts";
import { takeId, type GitHubPull } from "./github-state.ts";
import { readRefs } from "./refs.ts";
import { renderPull, renderWholePull } from "./render-pull.ts";

/** Newest first; open ones unless told. */
export const listPulls: Endpoint = (call) => {
  const { searchParams } = call.request.url;
  const [state, head, base] = [searchParams.get("state") ?? "open", searchParams.get("head"), searchParams.get("base")];
  const found = call.repository.pulls.filter(
    (pull) =>
      (state === "all" || pull.state === state) &&
      (head === null || head === `${call.repository.owner}:${pull.head}`) &&
      (base === null || base === pull.base),
  );
  return paginated(call, found.toReversed(), (pull) => renderPull(pull, call));
};

export const createPull: Endpoint = (call) => {
  const { state, repository, viewer, json, now } = call;
  const [head, base] = [String(json["head"]), String(json["base"])];
  const refs = readRefs(repository);
  const [headSha, baseSha] = [refs.get(`refs/heads/${head}`), refs.get(`refs/heads/${base}`)];
  if (headSha === undefined) throw invalid("PullRequest.head", "invalid");
  if (baseSha === undefined) throw invalid("PullRequest.base", "invalid");
  if (headSha === baseSha) throw invalid("PullRequest.base", "custom", `No commits between ${base} and ${head}`);
  if (repository.pulls.some((pull) => pull.state === "open" && pull.head === head && pull.base === base)) {
    const words = `A pull request already exists for ${repository.owner}:${head}.`;
    throw invalid("PullRequest.head", "custom", words);
  }
  const number = Math.max(0, ...repository.issues.map((issue) => issue.number)) + 1;
  const title = typeof json["title"] === "string" ? json["title"] : head;
  const pull: GitHubPull = {
    id: takeId(state),
    number,
    title,
    body: typeof json["body"] === "string" ? json["body"] : undefined,
    author: viewer?.login ?? "",
    state: "open",
    base,
    head,
    headSha,
    mergedAt: undefined,
    mergeCommit: undefined,
    commits: [headSha],
    createdAt: now,
  };
  repository.pulls.push(pull);
  repository.issues.push({ number, title, locked: false, comments: [] });
  return { status: 201, body: renderWholePull(pull, call) };
};

export const getPull: Endpoint = (call) => ({ status: 200, body: renderWholePull(findPull(call), call) });

export const updatePull: Endpoint = (call) => {
  const pull = findPull(call);
  const { title = pull.title, body = pull.body, state = pull.state } = call.json;
  Object.assign(pull, { title, body, state });
  return { status: 200, body: renderWholePull(pull, call) };
};

/** Those that brought a commit, and those that hold it. */
export const listPullsOfCommit: Endpoint = (call) => {
  const { commit_sha: sha = "" } = call.parameters;
  const found = call.repository.pulls.filter((pull) => pull.mergeCommit === sha || pull.commits.includes(sha));
  return paginated(call, found, (pull) => renderPull(pull, call));
};

function findPull({ repository, parameters }: Call): GitHubPull {
  const found = repository.pulls.find(({ number }) => number === Number(parameters["pull_number"]));
  if (!found) throw notFound();
  return found;
}
