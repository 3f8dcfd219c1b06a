import { type Failure, ReleaserError } from "@releaser/core";
import type { PackedProject } from "./pack-projects.ts";

/** What nx asks for: the task's id, the folder of its project, and the ids of tasks that have to succeed before. */
export interface PackTask {
  readonly id: string;
  readonly dir: string;
  readonly after: readonly string[];
}

/** What became of a task. */
export type PackOutcome =
  | { readonly is: "packed"; readonly packed: PackedProject }
  | { readonly is: "failed"; readonly failure: Failure }
  | { readonly is: "skipped"; readonly behind: string };

type Pack = (dirs: readonly string[]) => Promise<readonly PackedProject[]>;

/**
 * Packs all tasks in one pass. Only where that fails is each packed on its own, so that it is known which of them fails and the
 * others are packed; what depends on a failed one is skipped. Rejects with what is no failure of Releaser's.
 */
export async function packTasks(tasks: readonly PackTask[], pack: Pack): Promise<ReadonlyMap<string, PackOutcome>> {
  const all = await tried(
    pack,
    tasks.map(({ dir }) => dir),
  );
  if (!("failure" in all)) return new Map(tasks.map(({ id, dir }) => [id, packedOf(all.packed, dir)]));
  if (tasks.length === 1) return new Map(tasks.map(({ id }) => [id, { is: "failed", failure: all.failure }]));
  return await packEach(tasks, pack);
}

async function packEach(tasks: readonly PackTask[], pack: Pack): Promise<ReadonlyMap<string, PackOutcome>> {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const outcomes = new Map<string, PackOutcome>();
  const visit = async ({ id, dir, after }: PackTask): Promise<void> => {
    if (outcomes.has(id)) return;
    const before = after.flatMap((name) => byId.get(name) ?? []);
    for (const task of before) await visit(task);
    const behind = before.find((task) => outcomes.get(task.id)?.is !== "packed");
    outcomes.set(id, behind === undefined ? await packOne(pack, dir) : { is: "skipped", behind: behind.id });
  };
  for (const task of tasks) await visit(task);
  return outcomes;
}

async function packOne(pack: Pack, dir: string): Promise<PackOutcome> {
  const one = await tried(pack, [dir]);
  return "failure" in one ? { is: "failed", failure: one.failure } : packedOf(one.packed, dir);
}

type Tried = { readonly packed: readonly PackedProject[] } | { readonly failure: Failure };

async function tried(pack: Pack, dirs: readonly string[]): Promise<Tried> {
  try {
    return { packed: await pack(dirs) };
  } catch (error) {
    if (error instanceof ReleaserError) return { failure: error.failure };
    throw error;
  }
}

function packedOf(all: readonly PackedProject[], dir: string): PackOutcome {
  const packed = all.find((one) => one.dir === dir);
  if (packed === undefined) throw new TypeError(`packTasks: ${dir} was asked for and is not among what was packed`);
  return { is: "packed", packed };
}
