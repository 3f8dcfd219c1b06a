import { defineFailures } from "@releaser/core";
import { expect, test } from "vitest";
import type { PackedProject } from "../src/tarballs/pack-projects.ts";
import { type PackTask, packTasks } from "../src/tarballs/pack-tasks.ts";

const failures = defineFailures<{ readonly E_OUTPUTS: { dir: string } }>({
  E_OUTPUTS: ({ dir }) => ({ exit: 2, what: dir, why: "it is bad", who: "you", next: "mend it", retryable: false }),
});

const task = (dir: string, ...after: readonly string[]): PackTask => ({
  id: `${dir}:release`,
  dir,
  after: after.map((one) => `${one}:release`),
});

/** Packs everything but the folders that are bad, and remembers what it was asked for. */
function packer(bad: readonly string[]): {
  readonly passes: readonly (readonly string[])[];
  readonly pack: (dirs: readonly string[]) => Promise<readonly PackedProject[]>;
} {
  const passes: (readonly string[])[] = [];
  const pack = async (dirs: readonly string[]): Promise<readonly PackedProject[]> => {
    passes.push(dirs);
    const dir = dirs.find((one) => bad.includes(one));
    if (dir !== undefined) throw failures.E_OUTPUTS({ dir });
    return dirs.map((one) => ({ dir: one, file: `/${one}.tgz`, sha256: one }));
  };
  return { passes, pack };
}

const kinds = async (tasks: readonly PackTask[], pack: Parameters<typeof packTasks>[1]): Promise<object> =>
  Object.fromEntries([...(await packTasks(tasks, pack))].map(([id, { is }]) => [id, is]));

test("all are packed in one pass", async () => {
  const { pack, passes } = packer([]);
  expect(await kinds([task("a"), task("b", "a")], pack)).toEqual({ "a:release": "packed", "b:release": "packed" });
  expect(passes).toEqual([["a", "b"]]);
});

test("where the pass fails, the one that fails is found, what depends on it is skipped, and the others are packed", async () => {
  const { pack } = packer(["b"]);
  const tasks = [task("d", "c"), task("c", "b"), task("b", "a"), task("a", "elsewhere"), task("e")];
  expect(await kinds(tasks, pack)).toEqual({
    "a:release": "packed",
    "b:release": "failed",
    "c:release": "skipped",
    "d:release": "skipped",
    "e:release": "packed",
  });
});

test("one alone is tried once", async () => {
  const { pack, passes } = packer(["a"]);
  expect(await kinds([task("a")], pack)).toEqual({ "a:release": "failed" });
  expect(passes).toEqual([["a"]]);
});

test("what is no failure of Releaser's is no outcome", async () => {
  const pack = async (): Promise<never> => await Promise.reject(new TypeError("a bug"));
  await expect(packTasks([task("a"), task("b")], pack)).rejects.toThrow("a bug");
});
