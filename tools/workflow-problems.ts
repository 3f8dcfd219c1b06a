import { isMap, isPair, isScalar, type Pair, parseDocument, visit } from "yaml";

/**
 * What in a workflow breaks the rules of this repository, beyond what actionlint sees: actions pinned to a commit with
 * the version beside it, nothing permitted that has no reason, a limit of time for each job, no expression in a script.
 */
export function workflowProblems(text: string): readonly string[] {
  const workflow = parseDocument(text);
  const problems = workflow.errors.map(({ message }) => message);
  const top: unknown = workflow.toJS();
  if (!isLeast(top)) problems.push("permissions at the top are neither {} nor contents: read");
  visit(workflow, {
    Pair(_, pair, path) {
      const inJob = path.filter(isPair).length > 0;
      const key = keyOf(pair);
      if (key === "uses") problems.push(...pinProblems(pair));
      if (key === "permissions" && inJob) problems.push(...reasonProblems(pair));
      if (key === "run" && String(pair.value).includes("${{")) problems.push("an expression stands in a script");
      if (key === "jobs") problems.push(...jobProblems(pair));
    },
    Scalar(_, { value }) {
      if (value === "pull_request_target") problems.push("pull_request_target gives rights to code of strangers");
    },
  });
  return problems;
}

function keyOf({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : "";
}

function isLeast(workflow: unknown): boolean {
  const permissions = JSON.stringify((workflow as { readonly permissions?: unknown } | null)?.permissions);
  return permissions === "{}" || permissions === '{"contents":"read"}';
}

function pinProblems({ value }: Pair): readonly string[] {
  const { value: action, comment } = isScalar(value) ? value : { value: "", comment: "" };
  if (String(action).startsWith("./")) return [];
  return [
    ...(/^[\w.-]+(?:\/[\w.-]+)+@[0-9a-f]{40}$/u.test(String(action)) ? [] : [`${String(action)} is no pinned commit`]),
    ...(/^ v\d+(?:\.\d+)*$/u.test(comment ?? "") ? [] : [`${String(action)} does not say which version it is`]),
  ];
}

function reasonProblems({ value }: Pair): readonly string[] {
  if (!isMap(value)) return ["a job's permissions are no list of single ones"];
  return value.items
    .filter((pair) => !isScalar(pair.value) || (pair.value.value !== "none" && !pair.value.comment))
    .map((pair) => `the permission ${keyOf(pair)} has no reason beside it`);
}

function jobProblems({ value }: Pair): readonly string[] {
  const jobs = isMap(value) ? value.items : [];
  return jobs
    .filter((job) => !isMap(job.value) || !(job.value.has("timeout-minutes") || job.value.has("uses")))
    .map((job) => `the job ${keyOf(job)} has no timeout-minutes`);
}
