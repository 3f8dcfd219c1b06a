import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseWorkflow } from "@releaser/workflows";
import type { WorkflowText } from "@releaser/workflows/audit";
import { lookAt } from "../fix/look-at.ts";

const folder = ".github/workflows";

/** The workflows of the repository that a folder lies in, in order. What cannot be read as one is told as such; none where there are none. */
export function readWorkflows(dir: string): readonly WorkflowText[] {
  const root = findTop(resolve(dir));
  if (root === undefined) return [];
  return readdirSync(join(root, folder))
    .filter((name) => /\.ya?ml$/u.test(name))
    .toSorted()
    .map((name) => readWorkflow(root, `${folder}/${name}`));
}

function readWorkflow(root: string, file: string): WorkflowText {
  const { text = "", why } = { text: undefined, why: undefined, ...lookAt(root, file) };
  return why === undefined
    ? { file, text, ours: parseWorkflow(text).is !== "foreign" }
    : { file, text, unreadable: why };
}

/** The nearest folder with workflows, no further up than the repository goes. */
function findTop(dir: string): string | undefined {
  if (statSync(join(dir, folder), { throwIfNoEntry: false })?.isDirectory() === true) return dir;
  const above = dirname(dir);
  return above === dir || existsSync(join(dir, ".git")) ? undefined : findTop(above);
}
