import { faults as allFaults } from "../faults.ts";
import { disturbed } from "./disturbed.ts";
import { type Found, joined, nothing } from "./found.ts";
import { inWorld } from "./in-world.ts";
import { cuts, disturbances } from "./points.ts";
import { type CheckResult, type ConformanceCheck, conformanceChecks, type ConformanceReport } from "./report.ts";
import { tryConflict } from "./try-conflict.ts";
import { tryUndo } from "./try-undo.ts";
import { undisturbed } from "./undisturbed.ts";
import type { Conformance } from "./world.ts";

/**
 * Puts a resource through all that a release may meet, each time in a new world, and says what it did wrong. A broken resource
 * is a problem in the report; what the factory throws is thrown.
 */
export async function conformance(subject: Conformance): Promise<ConformanceReport> {
  const plain = await undisturbed(subject);
  const cut = await disturbed(subject, cuts(plain.calls), plain.snapshot);
  const faulty = await disturbed(subject, disturbances(plain.calls, subject.faults ?? allFaults), plain.snapshot);
  const found = new Map<ConformanceCheck, Found>([
    ["observe changes nothing", plain.observe],
    ["apply makes it hold", plain.apply],
    ["a second run applies nothing", plain.second],
    ["cut off at any call, it is finished by the next runs", cut.finished],
    ["disturbed at any call, it is finished by the next runs", faulty.finished],
    ["it holds in the world whenever a run says so", joined(cut.honest, faulty.honest)],
    ["what is in the way is never overwritten", await inWorld(subject, tryConflict)],
    ["undo takes it back", await inWorld(subject, async (world) => await tryUndo(world))],
  ]);
  const checks = conformanceChecks.map((check): CheckResult => ({ check, ...(found.get(check) ?? nothing) }));
  return { id: plain.id, conforms: checks.every(({ problems }) => problems.length === 0), checks };
}
