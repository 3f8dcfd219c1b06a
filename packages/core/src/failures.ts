import { defineFailures, type FailureConstructors } from "./failure.ts";

interface Details {
  readonly E_BUG: { where: string; error: string };
  readonly E_INTERRUPTED: { id: string };
  readonly E_RESOURCE_CYCLE: { cycle: readonly string[] };
  readonly E_RESOURCE_UNKNOWN: { id: string; after: string };
  readonly E_CONFLICT: { id: string; why: string };
  readonly E_NOT_HELD: { id: string; seen: string; seconds: number };
  readonly E_WAITS: { id: string; why: string };
  readonly E_OUTWARD: { id: string; why: string; tries: number };
  readonly E_DISK: { where: string; why: string };
  readonly E_CREDENTIALS: { id: string; why: string };
}

/** The failures of the engine itself. */
export const failures: FailureConstructors<Details> = defineFailures<Details>({
  E_BUG: (d) => ({
    exit: 1,
    what: `Releaser itself failed in ${d.where}`,
    why: d.error,
    who: "you",
    next: "report it with the command that you typed; running again is safe",
    retryable: false,
  }),
  E_INTERRUPTED: (d) => ({
    exit: 130,
    what: `${d.id} was not reached`,
    why: "the run was interrupted",
    who: "you",
    next: "type the same command again: what holds is skipped",
    retryable: true,
  }),
  E_RESOURCE_CYCLE: (d) => ({
    exit: 1,
    what: "resources wait for each other in a circle",
    why: d.cycle.join(" → "),
    who: "you",
    next: "report it: the order of resources is Releaser's own",
    retryable: false,
  }),
  E_RESOURCE_UNKNOWN: (d) => ({
    exit: 1,
    what: `${d.id} waits for ${d.after}, which is not in the list, or is in it twice`,
    why: "each resource is listed once, with all that it waits for",
    who: "you",
    next: "report it: the list of resources is Releaser's own",
    retryable: false,
  }),
  E_CONFLICT: (d) => ({
    exit: 6,
    what: `${d.id} is there with other content`,
    why: d.why,
    who: "Owner",
    next: "look at both; nothing was overwritten. A version number that is taken is burnt: release the next one",
    retryable: false,
  }),
  E_NOT_HELD: (d) => ({
    exit: 5,
    what: `${d.id} does not hold although it was applied`,
    why: `observed again for ${d.seconds} s, it is ${d.seen}`,
    who: "you",
    next: "type the same command again: what holds is skipped",
    retryable: true,
  }),
  E_WAITS: (d) => ({
    exit: 8,
    what: `${d.id} is waited for`,
    why: d.why,
    who: "Owner",
    next: "give the approval that it waits for, then type the same command again",
    retryable: true,
  }),
  E_OUTWARD: (d) => ({
    exit: 5,
    what: `${d.id} could not be made true${d.tries > 1 ? ` in ${d.tries} tries` : ""}`,
    why: d.why,
    who: "you",
    next: "type the same command again: what holds is skipped",
    retryable: true,
  }),
  E_DISK: (d) => ({
    exit: 5,
    what: `the disk did not do what ${d.where} needed`,
    why: d.why,
    who: "you",
    next: "make room, or give the right to write there, then type the same command again: what holds is skipped",
    retryable: true,
  }),
  E_CREDENTIALS: (d) => ({
    exit: 9,
    what: `${d.id} was refused for want of credentials or permissions`,
    why: d.why,
    who: "Integrator/Owner",
    next: "give the credentials that it needs, then type the same command again",
    retryable: true,
  }),
});
