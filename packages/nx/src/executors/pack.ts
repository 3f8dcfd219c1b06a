import { basename } from "node:path";
import type { ExecutorContext, TaskGraphExecutor } from "@nx/devkit";
import { openExec, readWorkspace } from "@releaser/workspace";
import { packProjects } from "../tarballs/pack-projects.ts";
import { type PackOutcome, type PackTask, packTasks } from "../tarballs/pack-tasks.ts";

/** What nx wants to know of each task of a batch. */
export interface BatchResult {
  readonly success: boolean;
  readonly status: "failure" | "skipped" | "success";
  readonly terminalOutput: string;
  /** Milliseconds since the epoch. */
  readonly startTime: number;
  readonly endTime: number;
}

/** The executor `@releaser/nx:pack` for one project; nx calls it where batches are turned off and on its agents. */
export async function packExecutor(_: unknown, context: ExecutorContext): Promise<{ readonly success: boolean }> {
  const id = context.projectName ?? "";
  const dir = context.projectsConfigurations.projects[id]?.root ?? "";
  const outcome = (await run(context.root, [{ id, dir, after: [] }])).get(id);
  const text = outcome === undefined ? "" : toText(outcome);
  if (outcome?.is === "packed") console.log(text);
  else console.error(text);
  return { success: outcome?.is === "packed" };
}

/** The same for every project that nx has ready at a time: one pass of the package manager in one process. */
export async function packBatch(
  ...[{ tasks, dependencies }, , , { root }]: Parameters<TaskGraphExecutor<unknown>>
): Promise<Readonly<Record<string, BatchResult>>> {
  const startTime = Date.now();
  const wanted = Object.values(tasks).map(({ id, projectRoot }): PackTask => ({
    id,
    dir: projectRoot ?? "",
    after: (dependencies[id] ?? []).map((dependency) => dependency.id),
  }));
  const outcomes = await run(root, wanted);
  // Of a batch nx shows what the batch itself says, and in some styles nothing else.
  for (const outcome of outcomes.values()) if (outcome.is === "failed") console.error(toText(outcome));
  const times = { startTime, endTime: Date.now() };
  return Object.fromEntries([...outcomes].map(([id, outcome]) => [id, toResult(outcome, times)]));
}

async function run(root: string, tasks: readonly PackTask[]): Promise<ReadonlyMap<string, PackOutcome>> {
  const workspace = readWorkspace(root);
  const exec = openExec();
  return await packTasks(tasks, async (dirs) => await packProjects({ workspace, dirs, exec, env: process.env }));
}

const statuses = { packed: "success", failed: "failure", skipped: "skipped" } as const;

function toResult(outcome: PackOutcome, times: Pick<BatchResult, "endTime" | "startTime">): BatchResult {
  const status = statuses[outcome.is];
  return { success: status === "success", status, terminalOutput: `${toText(outcome)}\n`, ...times };
}

function toText(outcome: PackOutcome): string {
  switch (outcome.is) {
    case "packed":
      return `${outcome.packed.sha256}  ${basename(outcome.packed.file)}`;
    case "skipped":
      return `not packed, because ${outcome.behind} failed`;
    case "failed": {
      const { code, what, why, who, next } = outcome.failure;
      return `${code}  ${what}: ${why}\n  → ${who}: ${next}`;
    }
  }
}
