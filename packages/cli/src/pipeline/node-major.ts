import semver from "semver";
import type { Pin, Workspace } from "@releaser/core";

/** The lowest that Releaser runs on, and the one where nothing is pinned. */
const lowest = 22;
const usual = 24;

/**
 * The major of Node for workflows: that of the place that says what is used here, else the usual one where `engines` admits it, else
 * the lowest that `engines` does; never lower than Releaser runs on.
 */
export function nodeMajor(workspace: Pick<Workspace, "pins">): number {
  const pins = workspace.pins().filter(({ tool, dir, range }) => tool === "node" && dir === "." && range !== undefined);
  const used = pins.find(({ kind }) => kind !== "engines" && kind !== "workflow");
  const admitted = pins.find(({ kind }) => kind === "engines");
  const major = used ? lowestOf(used) : admitted && !admits(admitted, usual) ? lowestOf(admitted) : usual;
  return major < lowest ? usual : major;
}

function lowestOf({ range = "*" }: Pin): number {
  return semver.minVersion(range)?.major ?? usual;
}

/** Whether the last release of a major is admitted. */
function admits({ range = "*" }: Pin, major: number): boolean {
  return semver.satisfies(`${major}.999.999`, range);
}
