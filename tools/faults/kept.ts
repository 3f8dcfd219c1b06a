import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { labelOf } from "@releaser/testkit/lab";
import type { Point } from "./points.ts";
import type { Tried } from "./try-point.ts";

/** A file of what was tried, one line of JSON for each point, so that a run of hours goes on where it was stopped. */
export interface Kept {
  readonly tried: readonly Tried[];
  knows(point: Point): boolean;
  add(tried: Tried): void;
}

/** Of one world; without a file nothing is kept. The file is of one state of the code: start another where that changed. */
export function openKept(file: string | undefined, world: string): Kept {
  const lines = file !== undefined && existsSync(file) ? readFileSync(file, "utf8").split("\n").filter(Boolean) : [];
  const tried = lines
    .map((line) => JSON.parse(line) as Tried & { readonly world: string })
    .filter((one) => one.world === world);
  const known = new Set(tried.map(({ point }) => nameOf(point)));
  return {
    tried,
    knows: (point) => known.has(nameOf(point)),
    add: (one) => {
      if (file !== undefined) appendFileSync(file, `${JSON.stringify({ world, ...one })}\n`);
    },
  };
}

function nameOf({ call, nth, wrong }: Point): string {
  return `${wrong} at ${labelOf(call)} (${nth}, ${call.service === "disk" ? call.index : 0})`;
}
