import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { openDirectoryPage, openNpmRegistry } from "@releaser/publishers";
import { checkVerdaccio, openEmbeddedRegistry } from "@releaser/publishers/embedded-registry";
import { openExec, openGit } from "@releaser/workspace";
import { type Exec, holds, type Outcome, reconcile, type Resource } from "@releaser/core";
import { readConfig } from "../config/read-config.ts";
import type { Context } from "../context.ts";
import { failures } from "../failures.ts";
import { carry } from "../release/carry.ts";
import { branchOf, isPending, judge, readState, refuseSkew, type State } from "../release/read-state.ts";
import { withTrain } from "../release/with-train.ts";
import type { Train } from "../release/train.ts";
import { cleanChecks } from "../rehearse/clean-checks.ts";
import { openPlace, type Place } from "../rehearse/place.ts";
import { quietEnv } from "../quiet-env.ts";
import { sceneResources } from "../rehearse/scene.ts";
import { rehearsedPublishers } from "../rehearse/rehearsed-publishers.ts";
import { seedResources } from "../rehearse/seed.ts";
import { tellUncommitted } from "../rehearse/tell-uncommitted.ts";
import { warmRegistry } from "../rehearse/warm-registry.ts";
import { addRehearsalChangeset, madeAnew } from "../rehearse/what-to-release.ts";
import { type Result, toStatusDocument } from "../status-document.ts";
import type { Verb } from "./verb.ts";
import { version } from "./version.ts";

export interface RehearseOptions {
  /** The folder to leave the outcome in, or to go on in; a new temporary one unless told. */
  readonly keep?: string | undefined;
}

/** The whole train, for real, against adapters of its own; then everything verified from a second clone with other tools. */
export const rehearse: Verb<RehearseOptions> = async (context, options) => {
  const state = await readState(context);
  if (!state.plan || isPending(state.plan)) refuseSkew(judge(context, state));
  if (!state.plan) {
    throw failures.E_REHEARSAL_SOURCE({ why: "there is no .changeset folder, so nothing says what to release" });
  }
  checkVerdaccio();
  await tellUncommitted(context);
  const stage = { context, state, place: openPlace(options.keep), quiet: quietEnv(context.env) };
  const upstream = context.registry.urlOf("any-third-party");
  const names = state.workspace.members.map(({ name }) => name).filter(Boolean);
  // It takes a second to start, in which the repository is cloned and installed.
  const opening = openEmbeddedRegistry({ dir: stage.place.registry, names, upstream });
  const [scene] = await Promise.allSettled([setScene(stage), opening]);
  const registry = await opening;
  const ended = new AbortController();
  const warm = warmRegistry(registry.url, state.workspace, AbortSignal.any([ended.signal, context.signal]));
  try {
    if (scene.status === "rejected") throw scene.reason;
    const result = await perform({ ...stage, registry, scene: scene.value });
    const whole = { ...result, place: stage.place.dir };
    writeFileSync(stage.place.result, `${JSON.stringify(toStatusDocument(whole), undefined, 2)}\n`);
    return whole;
  } finally {
    ended.abort();
    await warm;
    await registry.close();
  }
};

interface Stage {
  readonly context: Context;
  readonly state: State;
  readonly place: Place;
  readonly quiet: Context["env"];
}

interface OpenStage extends Stage {
  readonly registry: { readonly url: string; readonly userconfig: string };
  readonly scene: readonly Outcome[];
}

async function perform(stage: OpenStage): Promise<Result> {
  const { place, scene } = stage;
  if (!scene.every((outcome) => holds(outcome))) return { verb: "rehearse", outcomes: scene, next: again(place) };
  const work = await openWork(stage);
  await addRehearsalChangeset(work, await readState(work));
  const versioned = await version(work, { commit: true, dryRun: false });
  return await withTrain(work, undefined, async (train) => {
    const { key, tag, plan, commit } = train.release;
    const outcomes = [...scene, ...versioned.outcomes, ...(await carryAndSeed(train))];
    const clean = outcomes.every((outcome) => holds(outcome))
      ? await run(work, cleanChecks({ place, release: train.release, context: work, registry: stage.registry }))
      : [];
    const all = [...outcomes, ...clean];
    const next = all.every((outcome) => holds(outcome))
      ? `look at ${join(place.releases, tag, "body.md")}; for the real one: releaser version`
      : again(place);
    return { verb: "rehearse", release: { key, tag, digest: plan.digest, commit }, outcomes: all, next };
  });
}

/** Packages that do not move are in no registry yet, and what moves may need them: they are seeded before the smoke. */
async function carryAndSeed(train: Train): Promise<readonly Outcome[]> {
  const packed = await carry(train, { to: "packed", mode: "apply" });
  if (!packed.every((outcome) => holds(outcome))) return packed;
  const seeds = train.context.installed ? await run(train.context, await seedResources(train)) : [];
  const quietly = { ...train, context: { ...train.context, report: onceOnly(train.context.report, packed) } };
  const carried = await carry(quietly, { to: "filed", mode: "apply" });
  const known = new Set(packed.map(({ id }) => id));
  return [...packed, ...seeds, ...carried.filter(({ id }) => !known.has(id))];
}

/** What was said of a resource is not said again. */
function onceOnly(report: Context["report"], said: readonly Outcome[]): Context["report"] {
  const known = new Set(said.map(({ id }) => id));
  return (event) => {
    if (!known.has(event.type === "ended" ? event.outcome.id : event.id)) report(event);
  };
}

async function setScene({ context, state, place, quiet }: Stage): Promise<readonly Outcome[]> {
  const exec = withSignal(context.signal);
  const resources = sceneResources({
    place,
    source: openGit(context.root, { exec }),
    workspace: state.workspace,
    branch: branchOf(context, state.workspace),
    exec,
    env: {
      ...quiet,
      NPM_CONFIG_REGISTRY: context.registry.urlOf("any-third-party"),
      NPM_CONFIG_USERCONFIG: join(place.dir, "no-npmrc"),
    },
    signal: context.signal,
    madeAnew: madeAnew(state, context.root),
    installs: state.workspace.lockfile !== undefined,
  });
  return await run(context, resources);
}

async function openWork({ context, state, place, quiet, registry }: OpenStage): Promise<Context> {
  // The throwaway key is one of SSH, whatever the repository's own is; nobody outside is told of a rehearsal, or asked to approve.
  const { signing: _, announce: __, npm: ___, publishers = [], ...config } = (await readConfig(place.work)).config;
  const exec = withSignal(context.signal);
  const env = {
    ...quiet,
    NPM_CONFIG_USERCONFIG: registry.userconfig,
    NPM_CONFIG_REGISTRY: registry.url,
    RELEASER_SIGNING_KEY: place.signingKey,
  };
  return {
    ...context,
    root: place.work,
    config: {
      ...config,
      publishers: rehearsedPublishers(publishers, place, context.notice),
      remote: "origin",
      branch: branchOf(context, state.workspace),
      // A registry of one's own on loopback has no identity to sign with.
      npm: { provenance: false },
    },
    git: openGit(place.work, { exec }),
    exec,
    env,
    registry: openNpmRegistry({ env, userconfig: registry.userconfig, registry: registry.url }),
    page: openDirectoryPage(place.releases),
    github: undefined,
    openImage: async (image) => {
      const { openFolderRegistry } = await import("@releaser/publishers/oci");
      return openFolderRegistry(join(place.images, image.replace(":", "_")), image);
    },
    outward: true,
    allowedSigners: place.allowedSigners,
    installed: state.workspace.lockfile !== undefined,
    engineRoot: context.root,
  };
}

/** Every child ends with the rehearsal. */
function withSignal(signal: AbortSignal): Exec {
  const exec = openExec();
  return (program, args, options) => exec(program, args, { signal, ...options });
}

async function run(context: Context, resources: readonly Resource[]): Promise<readonly Outcome[]> {
  return await reconcile(resources, {
    mode: "apply",
    clock: context.clock,
    report: context.report,
    signal: context.signal,
  });
}

function again(place: Place): string {
  return `mend the above, then releaser rehearse --keep ${place.dir} (goes on where it stopped)`;
}
