import { parseChecksums } from "@releaser/checksums";
import { type Outcome, publicReleases, reconcile, type Resource, sha256 } from "@releaser/core";
import type { Context } from "../context.ts";
import { failures } from "../failures.ts";
import { pageChecksums } from "../release/adopt-page.ts";
import { inTemporaryFolder } from "../release/page-text.ts";
import { assetNames } from "../release/release.ts";
import { fetchTag, localTag, taggedChecksums } from "../release/remote-tag.ts";
import type { Train } from "../release/train.ts";
import { withTrain } from "../release/with-train.ts";
import { publicationChecks } from "../verify/publication-checks.ts";
import { runSmoke, smokeScripts } from "../verify/run-smoke.ts";
import type { Verb } from "./verb.ts";

/** Everything again from outside, read-only. With `smoke`, the packages are installed and the smoke is run too. */
export const verify: Verb<{ readonly key?: string | undefined; readonly smoke: boolean }> = async (context, options) =>
  await withTrain(context, options.key, async (train) => {
    const { key, tag, plan, commit } = train.release;
    if (train.tagged && (await localTag(train.git, tag)) === undefined) await fetchTag(train.git, train.remote, tag);
    const outcomes = await observeAll(context, await checksOf(train, options.smoke));
    const next = `releaser status ${key}`;
    return {
      verb: "verify",
      release: { key, tag, digest: plan.digest, commit },
      outcomes: outcomes.map((outcome) => mustBeThere(outcome)),
      next,
    };
  });

async function checksOf(train: Train, smoke: boolean): Promise<readonly Resource[]> {
  const sums = await pageChecksums(train);
  const signed = await taggedChecksums(train.git, train.release.tag);
  if (sums === undefined || sha256(sums.text) !== signed) {
    const file = assetNames(train.release.key).checksums;
    const why =
      sums === undefined
        ? `there is no checksum file ${file} on the release page`
        : `${file} has sha256 ${sha256(sums.text)}, and the tag signs ${signed ?? "none"}`;
    throw failures.E_VERIFY({ id: `checksums:${train.release.key}`, why });
  }
  const checks = publicationChecks(train, parseChecksums(sums.text));
  return smoke ? [...checks, smokeCheck(train)] : checks;
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

function smokeCheck({ context, release }: Train): Resource {
  const packages = publicReleases(release.plan).map(({ name, to }) => ({ name, version: to }));
  return {
    id: `smoke:${release.key}`,
    stage: "verified",
    title: "installing from the registry and running the smoke",
    observe: async () => ({
      is: "equal",
      seen: await inTemporaryFolder(
        async (dir) => await runSmoke({ context, dir, packages, scripts: smokeScripts(release.checkout) }),
      ),
    }),
    apply: () => Promise.resolve(),
    describe: () => `${packages.length} installed`,
  };
}
