import { parseChecksums } from "@releaser/checksums";
import type { FindPage } from "@releaser/publishers";
import { holds, type Outcome, reconcile, type Resource } from "@releaser/core";
import { asPromised } from "../config/as-promised.ts";
import type { Context } from "../context.ts";
import { failures } from "../failures.ts";
import { pageChecksums } from "../release/adopt-page.ts";
import { settledPage } from "../release/page-of.ts";
import { recordedImages } from "../release/packed-images.ts";
import type { Train } from "../release/train.ts";
import { withTrain } from "../release/with-train.ts";
import { commitCheck } from "../verify/commit-check.ts";
import { contentChecks } from "../verify/publication-checks.ts";
import { imageChecks } from "../verify/image-checks.ts";
import { provenanceChecks } from "../verify/provenance-checks.ts";
import { movedOnChecks } from "../verify/moved-on-checks.ts";
import { arrivalCheck, smokeCheck } from "../smoke/smoke-check.ts";
import { checksumsCheck, judgeTag, type JudgedTag, signedChecksums, tagCheck } from "../verify/tag-check.ts";
import { ofPublishers } from "../stages/publishers.ts";
import type { Verb } from "./verb.ts";

/** Everything again from outside, read-only. With `smoke`, the packages are installed and the smoke is run too. */
export const verify: Verb<{ readonly key?: string | undefined; readonly smoke: boolean }> = async (context, options) =>
  await withTrain(context, options.key, async (opened) => {
    const train = { ...opened, context: { ...context, config: asPromised(context.config, opened.release.checkout) } };
    const { key, tag, plan, commit } = train.release;
    const judged = judgeTag(train);
    const outcomes = await inTurn(context, [
      () => [tagCheck(train, judged), commitCheck(train)],
      () => [checksumsCheck(train, judged)],
      () => (options.smoke ? [arrivalCheck(train)] : []),
      async () => [...(await checksOf(train, judged)), ...provenanceChecks(train), ...movedOnChecks(train, judged)],
      // What was published is run only where it is what was recorded.
      () => (options.smoke ? [smokeCheck(train, pageFinder(train, judged))] : []),
    ]);
    const next = `releaser status ${key}`;
    return { verb: "verify", release: { key, tag, digest: plan.digest, commit }, outcomes, next };
  });

type Step = () => Promise<readonly Resource[]> | readonly Resource[];

/** The tag vouches for the checksum file, and that for the rest: where a step does not hold, the next has nothing to compare with. */
async function inTurn(context: Context, steps: readonly Step[]): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const step of steps) {
    const looked = await observeAll(context, await step());
    outcomes.push(...looked.map((outcome) => mustBeThere(outcome)));
    if (!outcomes.every((outcome) => holds(outcome))) break;
  }
  return outcomes;
}

/** Called where the checksum file is there. */
async function checksOf(train: Train, judged: JudgedTag): Promise<readonly Resource[]> {
  const find = pageFinder(train, judged);
  const page = await find();
  const sums = await pageChecksums(train, page);
  const record = parseChecksums(sums?.text ?? "");
  const elsewhere = (await ofPublishers(train, { record, digest: sums?.digest ?? "" }, false)).map((one) =>
    toCheck(one),
  );
  const images = await imageChecks(train, await recordedImages(train, record, page));
  return [...contentChecks(train, { record, find }), ...images, ...elsewhere];
}

function pageFinder(train: Train, judged: JudgedTag): FindPage {
  return async () => await settledPage(train, await signedChecksums(judged));
}

/** What a plug-in publishes is a fact like any other; nothing but looked at here, whatever it waited for. */
function toCheck({ after: _, ...resource }: Resource): Resource {
  return { ...resource, stage: "verified" };
}

async function observeAll(context: Context, checks: readonly Resource[]): Promise<readonly Outcome[]> {
  return await reconcile(checks, {
    mode: "observe",
    clock: context.clock,
    report: context.report,
    signal: context.signal,
  });
}

function mustBeThere(outcome: Outcome): Outcome {
  if (outcome.verdict !== "absent") return outcome;
  return {
    ...outcome,
    verdict: "failed",
    failure: failures.E_VERIFY({ id: outcome.id, why: "it is not there" }).failure,
  };
}
