import { stat } from "node:fs/promises";
import type { Observation, Resource } from "@releaser/core";
import { failures } from "../failures.ts";
import { npmResource, type NpmResourceOptions, type NpmSeen } from "./npm-resource.ts";
import { readStaged, type StagedVersion } from "./read-staged.ts";

/**
 * The same fact as {@link npmResource}, brought about in two steps: the packed file is sent into the registry's staging, and a
 * person publishes it from there. Until then it is pending, which ends a run with `E_NPM_STAGED`; type the same command again.
 */
export function stagedNpmResource(options: NpmResourceOptions): Resource<NpmSeen> {
  const published = npmResource({ ...options, send: "stage", settle: 0 });
  let isSent = false;
  return {
    ...published,
    title: `staging ${options.name}@${options.version}`,
    observe: async () => {
      const seen = await published.observe();
      return seen.is === "absent" ? await observeStaged(options, isSent) : seen;
    },
    apply: async (seen) => {
      await published.apply(seen);
      isSent = true;
    },
  };
}

/** `isSent`: this run sent it, which it alone knows where the registry does not tell what waits. */
async function observeStaged(options: NpmResourceOptions, isSent: boolean): Promise<Observation<NpmSeen>> {
  const { registry, name, version } = options;
  const all = await readStaged(registry, name);
  const staged = all?.findLast((one) => one.version === version);
  if (!staged) return isSent ? waits(options, undefined) : { is: "absent" };
  const told = { id: `${name}@${version}`, registry: registry.urlOf(name), stage: staged.id };
  if (/reject/iu.test(staged.status)) return refused(failures.E_NPM_STAGE_REJECTED(told).failure, undefined);
  const found = await stagedIntegrity(options, staged);
  if (found !== undefined && found !== options.integrity) {
    const mismatch = { id: told.id, expected: options.integrity, found, stage: staged.id };
    return refused(failures.E_NPM_STAGE_MISMATCH(mismatch).failure, found);
  }
  return waits(options, staged.id);
}

/** SHA-512 of what waits, or words where it is too large; a page of the API, so that the same credentials are sent. */
async function stagedIntegrity(
  { registry, name, file }: NpmResourceOptions,
  { id }: StagedVersion,
): Promise<string | undefined> {
  const { size } = await stat(file);
  const tarball = new URL(`-/stage/${id}/tarball`, registry.urlOf(name)).href;
  const waiting = { tarball, integrity: undefined, deprecated: undefined, scripts: {} };
  return (await registry.served(name, waiting, size)) ?? `that of more than ${size} bytes`;
}

function waits({ registry, name, version }: NpmResourceOptions, stage: string | undefined): Observation<NpmSeen> {
  const told = { name, version, registry: registry.urlOf(name), stage: stage ?? null };
  const { failure } = failures.E_NPM_STAGED(told);
  return { is: "pending", why: failure.why, until: new Date(0), failure };
}

function refused(
  failure: ReturnType<typeof failures.E_NPM_STAGED>["failure"],
  integrity: string | undefined,
): Observation<NpmSeen> {
  return { is: "different", seen: { integrity }, why: failure.why, replaceable: false, failure };
}
