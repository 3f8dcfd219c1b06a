import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Call, type DiskFault, diskWrongs, faultPlan } from "@releaser/testkit/lab";
import { openLaboratory, type Laboratory } from "./laboratory.ts";
import type { Place, Point } from "./points.ts";
import { type Ended, startRelease } from "./run-release.ts";
import type { Template } from "./train.ts";

/** What a release changes on its disk and which children it starts, in order, as calls to the service `disk`. */
export async function diskPlaces(place: string, template: Template): Promise<readonly Place[]> {
  const laboratory = await openLaboratory(place, template);
  laboratory.reset();
  laboratory.arm(faultPlan());
  const { ended, changes } = await onDisk(laboratory, {});
  await laboratory.close();
  if (ended.code !== 0) throw new Error(`the undisturbed release ends with exit ${ended.code}:\n${ended.said}`);
  return changes.map((change, index) => ({ call: toCall(change, index + 1), nth: 1 }));
}

/** Each change with what can befall it: a disk that is full lets remove and rename, and a child is only killed with its parent. */
export function diskPoints(places: readonly Place[]): readonly Point[] {
  const adding = new Set(["copyFile", "mkdir", "mkdtemp", "open", "writeFile"]);
  return places.flatMap(({ call, nth }) =>
    diskWrongs
      .filter((wrong) => (wrong === "disk full" ? adding.has(call.method) : true))
      .filter((wrong) => (wrong === "read-only" ? call.method !== "child" : true))
      .map((wrong) => ({ call, nth, wrong })),
  );
}

/** Lets a run meet one point, and tells whether it came so far. */
export async function disturbDisk(
  laboratory: Laboratory,
  { call, wrong }: Point,
): Promise<{ readonly first: Ended; readonly met: boolean }> {
  const { ended, changes } = await onDisk(laboratory, {
    wrong: wrong as NonNullable<DiskFault["wrong"]>,
    at: call.index,
  });
  return { first: ended, met: changes.length >= call.index };
}

async function onDisk(
  laboratory: Laboratory,
  fault: Omit<DiskFault, "report">,
): Promise<{ readonly ended: Ended; readonly changes: readonly string[] }> {
  const report = join(laboratory.repo, "../../changes.txt");
  rmSync(report, { force: true });
  const ended = await startRelease(laboratory, { ...fault, report }).done;
  return { ended, changes: readFileSync(report, "utf8").trim().split("\n") };
}

function toCall(change: string, index: number): Call {
  const [method = "", path = ""] = change.split(" ");
  return { index, service: "disk", method, path, writes: true };
}
