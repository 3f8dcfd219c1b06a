import { holds, type Outcome, type Stage } from "@releaser/core";
import type { Context } from "../context.ts";
import { carry } from "../release/carry.ts";
import { isPending, judge, readState, readTree, refuseSkew } from "../release/read-state.ts";
import { refuseOutward } from "../release/refuse-outward.ts";
import type { Release } from "../release/release.ts";
import { releaseOutputs } from "../release/release-outputs.ts";
import { statusOutputs } from "../release/status-outputs.ts";
import type { Prepacked, Train } from "../release/train.ts";
import { withTrain } from "../release/with-train.ts";
import type { Result } from "../status-document.ts";
import type { Verb } from "./verb.ts";
import { version } from "./version.ts";

/** Which release, and how far. */
export interface CarryVerbOptions {
  readonly key?: string | undefined;
  readonly to?: Stage | undefined;
  readonly dryRun?: boolean | undefined;
  /** True, or the SHA-256 of the checksum file, where the bytes were packed elsewhere. */
  readonly prepacked?: string | true | undefined;
  /** The one gate that is looked at. */
  readonly gate?: string | undefined;
}

/** The stages that stay on this machine: they are applied without being told to go outward. */
const inward: ReadonlySet<Stage> = new Set(["packed", "proven"]);

/** PACKED, STAGED, TAGGED, PUBLISHED. Versions that disagree in the tree that it is called in stop it too. */
export const publish: Verb<CarryVerbOptions> = async (context, options) => {
  refuseSkew(judge(context, readTree(context), { scope: "tree" }));
  return await carryTo(context, { verb: "publish", ...options, to: options.to ?? "published" });
};

/** VERIFIED, RELEASED, ANNOUNCED, FILED. */
export const announce: Verb<CarryVerbOptions> = async (context, options) =>
  await carryTo(context, { verb: "announce", ...options, to: "filed" });

/** Where a release stands: everything observed, nothing applied. */
export const status: Verb<CarryVerbOptions> = async (context, options) => {
  if (options.key === undefined && (await isUnreleased(context))) return await unreleased(context, "status");
  return await carryTo(context, { verb: "status", ...options, to: "filed", dryRun: true });
};

/** Everything, in order. Only when told to go outward; otherwise the status. */
export const release: Verb<CarryVerbOptions & { readonly version: boolean }> = async (context, options) => {
  if (!context.outward || options.dryRun) return { ...(await status(context, options)), verb: "release" };
  const versioned = options.version ? await version(context, { commit: true, dryRun: false }) : undefined;
  const carried = await carryTo(context, { verb: "release", ...options, to: "filed" });
  return { ...carried, outcomes: [...(versioned?.outcomes ?? []), ...carried.outcomes] };
};

/** Brings a release to a stage, or observes it where it may not act, and says what comes next. */
export async function carryTo(
  context: Context,
  options: CarryVerbOptions & { readonly verb: string; readonly to: Stage },
): Promise<Result> {
  return await withTrain(context, options.key, async (opened) => {
    const train: Train = { ...opened, prepacked: toPrepacked(options.prepacked) };
    const goes = inward.has(options.to) || context.outward;
    const mode = options.dryRun || !goes ? "observe" : "apply";
    refuseSkew(judge(context, readTree(context, train.release.checkout), { scope: "tree" }));
    if (mode === "apply" && !inward.has(options.to)) await refuseOutward(train);
    const outcomes = await carry(train, { to: options.to, mode, gate: options.gate });
    const result = toResult(options.verb, train.release, { outcomes, goes, to: options.to });
    const isAsked = options.verb === "status" && context.env["GITHUB_OUTPUT"] !== undefined;
    if (isAsked) return { ...result, outputs: await statusOutputs(train, outcomes) };
    if (mode === "observe" || inward.has(options.to)) return result;
    return { ...result, outputs: releaseOutputs(train.release, { outcomes, to: options.to }) };
  });
}

/** A job hands on an empty text where an earlier run packed, and the tag says what counts. */
function toPrepacked(given: CarryVerbOptions["prepacked"]): Prepacked | undefined {
  if (given === undefined) return undefined;
  return { checksums: given === true || given === "" ? undefined : given };
}

function toResult(
  verb: string,
  { key, tag, plan, commit }: Release,
  { outcomes, goes, to }: { outcomes: readonly Outcome[]; goes: boolean; to: Stage },
): Result {
  const done = outcomes.every((outcome) => holds(outcome));
  const onward =
    to === "filed"
      ? `releaser verify ${key}`
      : to === "proven"
        ? `releaser publish ${key} --outward`
        : `releaser announce ${key} --outward`;
  const missing = goes
    ? `releaser announce ${key} --outward`
    : `releaser ${verb === "status" ? "announce" : verb} ${key} --outward (nothing goes outward unless told)`;
  const wayBack = `${missing} once it is mended; or releaser rollback ${key} (prints the way back)`;
  const next = done ? onward : outcomes.some((outcome) => isBroken(outcome)) ? wayBack : missing;
  return { verb, release: { key, tag, digest: plan.digest, commit }, outcomes, next };
}

/** Whether what is published already turned out to be wrong, or not to work. */
function isBroken({ stage, failure }: Outcome): boolean {
  return stage === "verified" && (failure?.exit === 4 || failure?.exit === 6);
}

async function isUnreleased(context: Context): Promise<boolean> {
  const head = await context.git.run(["cat-file", "-e", "HEAD:release/plan.json"], { accept: [0, 1, 128] });
  return head.code !== 0;
}

async function unreleased(context: Context, verb: string): Promise<Result> {
  const { plan } = await readState(context);
  const next = isPending(plan) ? `releaser rehearse, then releaser version (makes v${plan.key})` : "pnpm changeset";
  return { verb, outcomes: [], next };
}
