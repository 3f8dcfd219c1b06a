import { globSync } from "node:fs";
import { join } from "node:path";
import { inLanes } from "./in-lanes.ts";
import { runCommand } from "./run-command.ts";

// node each-tarball.ts FOLDER PROGRAM [ARGUMENT…]: runs the program on each tarball of the folder, two at once.
const [folder = "", program = "", ...args] = process.argv.slice(2);
const tarballs = globSync("*.tgz", { cwd: folder }).toSorted();
const inLane = inLanes(2);
const ends = await Promise.all(
  tarballs.map((tarball) => inLane(() => runCommand([program, ...args, join(folder, tarball)]))),
);
const failed = ends.filter(({ passed }) => !passed);
if (tarballs.length === 0) process.stdout.write(`there is no tarball in ${folder}\n`);
process.stdout.write(failed.map(({ output }) => output).join("\n"));
process.exitCode = tarballs.length === 0 || failed.length > 0 ? 1 : 0;
