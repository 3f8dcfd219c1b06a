import { Document, isMap, isScalar, type Pair, Scalar } from "yaml";
import { versionOf } from "../pipeline/actions/uses.ts";
import type { Job, Permission, Step, Workflow } from "../pipeline/pipeline.ts";

/** A workflow as a YAML document: with the reason beside each permission, the version beside each action, the purpose above each job. */
export function toDocument(workflow: Workflow, { runner }: { readonly runner: string }): Document {
  const { name, trigger, concurrency, jobs } = workflow;
  const content = {
    name,
    on: trigger.on,
    // Each job says what it needs; none gets what the repository's settings would give it.
    permissions: {},
    concurrency: { group: concurrency.group, "cancel-in-progress": concurrency.cancelInProgress },
    // Unlike the default, it stops where a part of a pipeline fails.
    defaults: { run: { shell: "bash" } },
    jobs: Object.fromEntries(jobs.map((job) => [job.id, toJob(job, runner)])),
  };
  const document = new Document(content, { aliasDuplicateObjects: false });
  comment(document, jobs);
  return document;
}

function toJob(job: Job, runner: string): Readonly<Record<string, unknown>> {
  const { name, needs, permissions, timeoutMinutes, environment, outputs, env, steps } = job;
  return {
    name,
    ...(needs && { needs }),
    ...(job.if !== undefined && { if: job.if }),
    "runs-on": runner,
    "timeout-minutes": timeoutMinutes,
    ...(environment !== undefined && { environment }),
    permissions: Object.fromEntries(permissions.map(({ scope, access }) => [scope, access])),
    ...(outputs && { outputs }),
    ...(env && { env }),
    steps: steps.map((step) => toStep(step)),
  };
}

function toStep({ name, id, env, ...step }: Step): Readonly<Record<string, unknown>> {
  return {
    ...(name !== undefined && { name }),
    ...(id !== undefined && { id }),
    ...(step.if !== undefined && { if: step.if }),
    ...("uses" in step ? { uses: step.uses, ...(step.with && { with: step.with }) } : { run: step.run }),
    ...(env && { env }),
  };
}

function comment(document: Document, jobs: readonly Job[]): void {
  const map = document.get("jobs");
  if (!isMap(map)) return;
  for (const [index, pair] of map.items.entries()) {
    const job = jobs[index];
    if (job === undefined || !isScalar(pair.key)) continue;
    pair.key.commentBefore = ` ${job.purpose}`;
    pair.key.spaceBefore = index > 0;
    commentPermissions(document, job);
    for (const [at, step] of job.steps.entries()) commentStep(document, ["jobs", job.id, "steps", at], step);
  }
}

function commentPermissions(document: Document, { id, permissions }: Job): void {
  const map = document.getIn(["jobs", id, "permissions"]);
  if (!isMap(map)) return;
  for (const pair of map.items) {
    const reason = reasonOf(pair, permissions);
    if (isScalar(pair.value) && reason !== undefined) pair.value.comment = ` ${reason}`;
  }
}

function reasonOf({ key }: Pair, permissions: readonly Permission[]): string | undefined {
  return permissions.find(({ scope }) => isScalar(key) && key.value === scope)?.reason;
}

function commentStep(document: Document, path: readonly (number | string)[], step: Step): void {
  if (!("uses" in step)) return;
  const action = new Scalar(step.uses);
  const version = versionOf(step.uses);
  if (version !== undefined) action.comment = ` ${version}`;
  document.setIn([...path, "uses"], action);
}
