import { redact, type Git, type Observation, type Resource, type Stage } from "@releaser/core";
import { failures } from "../failures.ts";
import { askRemote, readRefStates, type RefState, type RefTarget } from "./remote-refs.ts";
import { checkRemote } from "./remote-url.ts";

export interface RefPushOptions {
  readonly git: Git;
  /** A remote's name or address. */
  readonly remote: string;
  /** Full names, each with the exact object that is to be there. */
  readonly refs: readonly RefTarget[];
  readonly stage: Stage;
  readonly id: string;
  readonly title: string;
  readonly after?: readonly string[];
  /** Whether a branch that is there may be moved forward; true unless told. */
  readonly fastForward?: boolean;
}

/**
 * References at a remote. A tag is equal by its exact object, a branch also where it contains the commit. All that is
 * missing goes in one atomic push, never forced; what points elsewhere is a conflict (`E_REF_CONFLICT`). Addresses that
 * run programs, read as options or hold a password are refused (`E_REMOTE_URL`).
 */
export function refPushResource(options: RefPushOptions): Resource<readonly RefState[]> {
  const { git, remote, refs, stage, id, title, after } = options;
  const read = async (): Promise<readonly RefState[]> => {
    await checkRemote(git, remote);
    return await readRefStates(git, remote, refs);
  };
  return {
    id,
    stage,
    title,
    ...(after && { after }),
    observe: async () => observeRefs(await read(), options),
    apply: async () => {
      const states = await read();
      const seen = observeRefs(states, options);
      if (seen.is === "different") throw failures.E_REF_CONFLICT({ remote: redact(remote), why: seen.why });
      const missing = states.filter(({ state }) => state !== "held");
      if (missing.length > 0) await push(options, missing);
    },
    describe: (seen) => `${seen.length} reference${seen.length === 1 ? "" : "s"} in ${redact(remote)}`,
  };
}

/** Judges all references together: one that points elsewhere makes the whole a conflict, one that is missing makes it absent. */
export function observeRefs(
  states: readonly RefState[],
  { remote, fastForward = true }: Pick<RefPushOptions, "fastForward" | "remote">,
): Observation<readonly RefState[]> {
  const wrong = states.filter(({ state }) => state === "elsewhere" || (state === "behind" && !fastForward));
  if (wrong.length > 0) {
    const { failure } = failures.E_REF_CONFLICT({
      remote: redact(remote),
      why: wrong.map(describeConflict).join("; "),
    });
    return { is: "different", seen: states, why: failure.why, replaceable: false, failure };
  }
  return states.every(({ state }) => state === "held") ? { is: "equal", seen: states } : { is: "absent" };
}

function describeConflict({ name, oid, found }: RefState): string {
  const place = `${name} is ${found?.slice(0, 12) ?? "absent"} there`;
  return name.startsWith("refs/heads/")
    ? `${place}, which does not lead to ${oid.slice(0, 12)}`
    : `${place} and ${oid.slice(0, 12)} here`;
}

const careful = [
  "--atomic",
  "--porcelain",
  "--no-verify",
  "--no-follow-tags",
  "--no-signed",
  "--recurse-submodules=no",
];

async function push({ git, remote }: RefPushOptions, missing: readonly RefTarget[]): Promise<void> {
  const refspecs = missing.map(({ name, oid }) => `${oid}:${name}`);
  await askRemote(git, remote, ["push", ...careful, "--end-of-options", remote, ...refspecs]);
}
