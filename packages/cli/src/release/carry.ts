import { holds, type Outcome, type Resource, type Stage } from "@releaser/core";
import { fetchSettled, packed as packedResource } from "../stages/packed.ts";
import { proven } from "../stages/proven.ts";
import { stages } from "../stages.ts";
import { readPacked } from "./packed-release.ts";
import { requirePrepacked } from "./require-prepacked.ts";
import { giveWay } from "./give-way.ts";
import { atOnce, runListed } from "./run-listed.ts";
import type { Train } from "./train.ts";
import { isBefore } from "./stage-order.ts";
import { mayHaveLost, withhold } from "./withhold.ts";

/** How far a release is carried, and whether anything is applied. */
export interface CarryOptions {
  readonly to: Stage;
  readonly mode: "apply" | "observe";
  /** The one gate that is looked at; all of them unless told. */
  readonly gate?: string | undefined;
}

/**
 * Brings a release to a stage: whatever is missing on the way there, in order. Stops at the first stage that does not hold. A run
 * that lost the race for the tag discards its own draft and goes on with the bytes that the tag signs.
 */
export async function carry(train: Train, options: CarryOptions): Promise<readonly Outcome[]> {
  if (options.mode === "observe" || train.tagged) return await carryOnce(train, options);
  const { report, tell } = withhold(train.context.report);
  const outcomes = await carryOnce({ ...train, context: { ...train.context, report } }, options);
  const lost = !train.context.signal.aborted && outcomes.some(mayHaveLost) && (await giveWay(train));
  if (lost) return await carryOnce({ ...train, tagged: true }, options);
  tell();
  return outcomes;
}

async function carryOnce(train: Train, options: CarryOptions): Promise<readonly Outcome[]> {
  await fetchSettled(train);
  if (options.mode === "apply") await requirePrepacked(train);
  const proof = await proven(train, options.gate);
  const first = isBefore(options.to, "packed") ? proof.resources : [...proof.resources, packedResource(train, proof)];
  const outcomes = await runListed(train.context, first, { mode: options.mode, concurrency: atOnce });
  const go = options.mode === "observe" || outcomes.every((outcome) => holds(outcome));
  return go && !isBefore(options.to, "staged") ? [...outcomes, ...(await carryPacked(train, options))] : outcomes;
}

async function carryPacked(train: Train, options: CarryOptions): Promise<readonly Outcome[]> {
  const wanted = stages.filter(({ stage }) => !isBefore(options.to, stage));
  const packed = await readPacked(train.release);
  if (!packed) return wanted.map(({ stage }) => notYet(train, stage));
  const resources: Resource[] = [];
  for (const { resources: resourcesOf } of wanted) {
    resources.push(...(await resourcesOf(train, packed, { to: options.to, earlier: resources })));
  }
  const { concurrency } = train.context.config;
  return await runListed(train.context, resources, {
    mode: options.mode,
    ...(concurrency !== undefined && { concurrency }),
    ...(options.mode === "apply" && { stopsAt }),
  });
}

/** Registries give nothing back: where one publication goes wrong, those that have not begun are better kept back. */
function stopsAt({ stage, verdict }: Outcome): boolean {
  return stage === "published" && (verdict === "conflict" || verdict === "failed");
}

function notYet({ release, context }: Train, stage: Stage): Outcome {
  const outcome: Outcome = {
    id: `${stage}:${release.key}`,
    stage,
    title: stage,
    verdict: "absent",
    note: "waits for the packed bytes",
    attempts: 0,
    ms: 0,
  };
  context.report({ type: "ended", outcome });
  return outcome;
}
