import { defineFailures, type FailureConstructors } from "@releaser/core";
import { mendHere, conflict, credentials, outward, again } from "./common.ts";

export interface PageDetails {
  readonly E_ASSET_MISMATCH: { tag: string; name: string; expected: string; found: string };
  readonly E_DRAFT_FOREIGN: { tag: string; where: string };
  readonly E_RELEASE_ABSENT: { tag: string; where: string };
  readonly E_RELEASE_EMPTY: { tag: string; where: string };
  readonly E_RELEASE_EXISTS: { tag: string; where: string };
  readonly E_RELEASE_NAME: { name: string };
  readonly E_RELEASE_PUBLIC: { tag: string; where: string };
  readonly E_WEBHOOK_ADDRESS: { variable: string; why: string };
  readonly E_WEBHOOK_REFUSED: { variable: string; status: number };
  readonly E_WEBHOOK_UNAVAILABLE: { variable: string; why: string };
}

/** What is in the way on a release page, and where a release is posted. */
export const pageFailures: FailureConstructors<PageDetails> = defineFailures<PageDetails>({
  E_ASSET_MISMATCH: (d) => ({
    ...conflict,
    what: `the release page of ${d.tag} has another ${d.name}`,
    why: `its SHA-256 is ${d.found}, the packed file's is ${d.expected}, and what was recorded is never replaced`,
    next: "compare the two files; if the page's is wrong, remove its draft, or once the tag is pushed roll the release back",
  }),
  E_DRAFT_FOREIGN: (d) => ({
    ...conflict,
    what: `there is a release page for ${d.tag} that this plan did not make`,
    why: "it is public, and its marker names another plan or is missing",
    next: `look at ${d.where}; if nobody needs it, remove it, then type the same command again`,
  }),
  E_RELEASE_ABSENT: (d) => ({
    ...outward,
    what: `there is no release page for ${d.tag}`,
    why: `looked in ${d.where}`,
    next: again,
  }),
  E_RELEASE_EMPTY: (d) => ({
    ...outward,
    retryable: false,
    what: `the release page of ${d.tag} is not made public`,
    why: `${d.where} has no assets, and a public page without them cannot be verified`,
    next: "releaser publish, which attaches them",
  }),
  E_RELEASE_EXISTS: (d) => ({
    ...outward,
    what: `the release page of ${d.tag} was made by another run meanwhile`,
    why: `it is in ${d.where}`,
    next: again,
  }),
  E_RELEASE_NAME: (d) => ({
    ...mendHere,
    what: `"${d.name}" cannot be the name of a tag or an asset`,
    why: "it is empty, too long, hidden, reserved, or has characters that some file system or page would read otherwise",
    next: "rename it; letters, digits, dot, underscore, hyphen, plus and at-sign are fine",
  }),
  E_RELEASE_PUBLIC: (d) => ({
    ...conflict,
    what: `the release page of ${d.tag} is public`,
    why: `what is public is not changed or removed: ${d.where}`,
    next: "roll the release back and release the next version",
  }),
  E_WEBHOOK_ADDRESS: (d) => ({
    ...credentials,
    what: `the environment variable ${d.variable} does not say where the release is to be posted`,
    why: d.why,
    next: `set ${d.variable} to an https address, or take announce.webhook out of the configuration`,
  }),
  E_WEBHOOK_REFUSED: (d) => ({
    ...outward,
    retryable: false,
    what: `the address in ${d.variable} refuses what is posted about the release`,
    why: `it answers ${d.status}`,
    next: `mend ${d.variable} or what answers there, then type the same command again`,
  }),
  E_WEBHOOK_UNAVAILABLE: (d) => ({
    ...outward,
    what: `the address in ${d.variable} did not take what is posted about the release`,
    why: d.why,
    next: again,
  }),
});
