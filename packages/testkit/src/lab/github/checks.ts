import type { Call, Endpoint } from "./call.ts";
import { notFound, Refusal } from "./exchange.ts";
import { takeId, type GitHubCheck, type GitHubRepository, type GitHubWorkflow } from "./github-state.ts";
import { readRefs } from "./refs.ts";

/** Workflows that a push starts have their jobs from the first look at a commit that a branch points to. */
export const listChecks: Endpoint = (call) => {
  const { repository, parameters, request } = call;
  const refs = readRefs(repository);
  const asked = parameters["ref"] ?? "";
  const sha = refs.get(`refs/heads/${asked}`) ?? asked;
  if ([...refs].some(([name, oid]) => name.startsWith("refs/heads/") && oid === sha)) startPushed(call, sha);
  const found = repository.checks.filter((check) => check.sha === sha);
  for (const check of found) check.looks += 1;
  const { searchParams } = request.url;
  const size = Number(searchParams.get("per_page") ?? 30);
  const from = (Number(searchParams.get("page") ?? 1) - 1) * size;
  const shown = found.slice(from, from + size).map((check) => renderCheck(check, call));
  return { status: 200, body: { total_count: found.length, check_runs: shown } };
};

export const dispatchWorkflow: Endpoint = (call) => {
  const { repository, parameters, json } = call;
  const id = parameters["workflow_id"] ?? "";
  const workflow = repository.workflows.find((one) => one.path.endsWith(`/${id}`));
  if (!workflow) throw notFound();
  const sha = readRefs(repository).get(`refs/heads/${String(json["ref"])}`);
  if (sha === undefined) throw new Refusal(422, `No ref found for: ${String(json["ref"])}`);
  if (!workflow.on.includes("workflow_dispatch")) {
    throw new Refusal(422, "Workflow does not have 'workflow_dispatch' trigger");
  }
  start(call, workflow, sha);
  return { status: 204 };
};

function startPushed(call: Call, sha: string): void {
  for (const workflow of call.repository.workflows) {
    const isStarted = call.repository.checks.some((check) => check.sha === sha && check.workflow === workflow.path);
    if (workflow.on.includes("push") && !isStarted) start(call, workflow, sha);
  }
}

function start({ state, repository, now }: Call, { path, jobs }: GitHubWorkflow, sha: string): void {
  const checks = jobs.map((job) => ({ ...job, id: takeId(state), sha, workflow: path, looks: 0, startedAt: now }));
  repository.checks.push(...checks);
}

function renderCheck(check: GitHubCheck, { repository, at, now }: Call): object {
  const { id, sha, name } = check;
  const ended = check.looks > check.after;
  const url = `${at.api}/repos/${toPath(repository)}/check-runs/${id}`;
  const page = `${at.web}/${toPath(repository)}/actions/runs/${id}/job/${id}`;
  const output = { title: check.title ?? null, summary: null, text: null, annotations_count: 0 };
  return {
    id,
    node_id: `CR_${id}`,
    head_sha: sha,
    external_id: String(id),
    url,
    html_url: page,
    details_url: page,
    status: ended ? "completed" : "in_progress",
    conclusion: ended ? check.conclusion : null,
    started_at: check.startedAt,
    completed_at: ended ? now : null,
    output: { ...output, annotations_url: `${url}/annotations` },
    name,
    check_suite: { id },
    app: null,
    pull_requests: [],
  };
}

function toPath({ owner, name }: GitHubRepository): string {
  return `${owner}/${name}`;
}
