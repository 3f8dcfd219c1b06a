import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { WorkflowText } from "@releaser/workflows";
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
  return why === undefined ? { file, text, ours: isOurs(text) } : { file, text, unreadable: why };
}

function isOurs(text: string): boolean {
  return /^# releaser:wire sha256:[0-9a-f]{64}$/mu.test(text);
}

/** The nearest folder with workflows, no further up than the repository goes. */
function findTop(dir: string): string | undefined {
  if (statSync(join(dir, folder), { throwIfNoEntry: false })?.isDirectory() === true) return dir;
  const above = dirname(dir);
  return above === dir || existsSync(join(dir, ".git")) ? undefined : findTop(above);
}
