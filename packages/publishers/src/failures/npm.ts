import { defineFailures, type FailureConstructors } from "@releaser/core";
import { mendHere, conflict, credentials, outward, again } from "./common.ts";

export interface NpmDetails {
  readonly E_DIST_TAG_INVALID: { tag: string };
  readonly E_NPM_ACCESS: { name: string; registry: string; is: string; wanted: string };
  readonly E_NPM_AUTH: { id: string; registry: string; why: string; method: "GET" | "PUT" };
  readonly E_NPM_BLOCKED: { id: string; registry: string; why: string };
  readonly E_NPMRC_UNSAFE: { file: string; problems: readonly string[] };
  readonly E_NPM_CONFIG: { what: string; file: string };
  readonly E_NPM_LIMITED: { id: string; registry: string; seconds: number | null };
  readonly E_NPM_NAME: { name: string; problems: readonly string[] };
  readonly E_NPM_NAME_NEW: { names: readonly string[]; registry: string; trust: string };
  readonly E_NPM_NAME_UNKNOWN: { id: string; name: string; registry: string; trust: string };
  readonly E_NPM_OIDC: { name: string; registry: string; why: string; trust: string };
  readonly E_NPM_OTP: { id: string; registry: string };
  readonly E_NPM_PAYMENT: { id: string; registry: string; why: string };
  readonly E_NPM_PROVENANCE_ABSENT: { id: string; registry: string };
  readonly E_NPM_PROVENANCE_UNFIT: { id: string };
  readonly E_NPM_REFUSED: { id: string; registry: string; why: string };
  readonly E_NPM_STAGED: { name: string; version: string; registry: string; stage: string | null };
  readonly E_NPM_STAGE_MISMATCH: { id: string; expected: string; found: string; stage: string };
  readonly E_NPM_STAGE_REJECTED: { id: string; registry: string; stage: string };
  readonly E_NPM_TOO_LARGE: { id: string; registry: string; why: string };
  readonly E_NPM_UNAVAILABLE: { id: string; registry: string; why: string };
  readonly E_PUBLISHED_MISMATCH: { id: string; expected: string; found: string; where: "downloaded" | "stated" };
  readonly E_PUBLISH_CONFIG: { name: string; problems: readonly string[] };
  readonly E_REGISTRY_ANSWER: { id: string; registry: string; why: string };
  readonly E_REGISTRY_START: { why: string };
  readonly E_VERDACCIO_MISSING: { why: string };
  readonly E_VERSION_BURNT: { id: string; registry: string };
}

/** What a registry of packages answers or refuses, and what keeps a package from it. */
export const npmFailures: FailureConstructors<NpmDetails> = defineFailures<NpmDetails>({
  E_DIST_TAG_INVALID: (d) => ({
    ...mendHere,
    what: `"${d.tag}" cannot be a dist-tag`,
    why: "registries refuse a dist-tag that is empty, has spaces or reads as a version range",
    next: "choose a word such as next or beta in publishConfig.tag",
  }),
  E_NPM_ACCESS: (d) => ({
    ...mendHere,
    what: `${d.name} is ${d.is} on ${d.registry}, and this release would make it ${d.wanted}`,
    why: "a publication that states another access changes it for every version there ever was",
    next: `write "access": "${d.is}" into its publishConfig or into .changeset/config.json; to change it on purpose, npm access set status=${d.wanted} ${d.name} first`,
  }),
  E_NPM_AUTH: (d) => ({
    ...credentials,
    what: `${d.registry} does not let this account ${d.method === "GET" ? "read" : "publish"} ${d.id}`,
    why: d.why,
    next: `give a token that may do it in the user npmrc (NPM_CONFIG_USERCONFIG), then ${again}`,
  }),
  E_NPM_BLOCKED: (d) => ({
    ...outward,
    retryable: false,
    who: "Owner",
    what: `a policy of ${d.registry} blocks ${d.id}`,
    why: d.why,
    next: "ask those who keep the registry to allow it, or rename the package; then type the same command again",
  }),
  E_NPMRC_UNSAFE: (d) => ({
    ...mendHere,
    what: `${d.file} of the repository says what no CI run follows`,
    why: d.problems.join("\n"),
    next: "take these lines out of the repository; credentials and registries of a CI run stand in the user's npmrc (NPM_CONFIG_USERCONFIG) or in npm_config_registry",
  }),
  E_NPM_CONFIG: (d) => ({ ...mendHere, what: d.what, why: `it stands in ${d.file}`, next: `mend ${d.file}` }),
  E_NPM_LIMITED: (d) => ({
    ...outward,
    what: `${d.registry} takes no more requests for now, so it did not take the one for ${d.id}`,
    why: d.seconds === null ? "it names no time after which it does" : `it asks to be left alone for ${d.seconds} s`,
    next: `wait until then; ${again}`,
  }),
  E_NPM_NAME: (d) => ({
    ...mendHere,
    what: `"${d.name}" cannot be the name of a new package`,
    why: d.problems.join("\n"),
    next: "rename the package, or mark it private; then release the next version",
  }),
  E_NPM_NAME_NEW: (d) => ({
    ...credentials,
    what: `${d.registry} does not know ${d.names.join(", ")} yet`,
    why: "trusted publishing cannot create a name, and nothing here has credentials that could",
    next: `publish each once by hand: npm publish <packed file>. Then, for each, ${d.trust}`,
  }),
  E_NPM_NAME_UNKNOWN: (d) => ({
    ...credentials,
    what: `${d.registry} has no ${d.name} that this CI run may publish`,
    why: "trusted publishing cannot create a name, and a name that trusts another workflow is told the same way",
    next: `if the name is new, publish its packed file once by hand: npm publish <file>. Then ${d.trust}, and type the same command again`,
  }),
  E_NPM_OIDC: (d) => ({
    ...credentials,
    what: `${d.registry} gives this CI run no token for ${d.name}`,
    why: d.why,
    next: `compare npm trust list ${d.name} with this workflow; where they differ, npm trust revoke, then ${d.trust}, and type the same command again`,
  }),
  E_NPM_OTP: (d) => ({
    exit: 8,
    who: "Owner",
    retryable: true,
    what: `${d.registry} asks for a second factor to publish ${d.id}`,
    why: "a one-time password needs a person; a workflow has none",
    next: "set up trusted publishing, or let a maintainer approve what is staged (npm: { staged: true }); then type the same command again",
  }),
  E_NPM_PAYMENT: (d) => ({
    ...credentials,
    what: `${d.registry} wants a paid plan to publish ${d.id}`,
    why: d.why,
    next: 'if everybody may have it, write "access": "public" into its publishConfig or into .changeset/config.json; else buy the plan. Then type the same command again',
  }),
  E_NPM_PROVENANCE_ABSENT: (d) => ({
    ...conflict,
    what: `${d.id} has no provenance statement on ${d.registry}, and one was promised`,
    why: "the registry serves the version, and no attestation of the packed file",
    next: "a version is published once: release the next version from CI, or take the promise back (npm.provenance, publishConfig.provenance)",
  }),
  E_NPM_PROVENANCE_UNFIT: (d) => ({
    ...credentials,
    what: `a provenance statement of ${d.id} is asked for, and this run cannot have one signed`,
    why: "it takes a run on GitHub Actions with id-token: write, or on GitLab with SIGSTORE_ID_TOKEN",
    next: "type the same command in such a run, or write npm: { provenance: false }",
  }),
  E_NPM_REFUSED: (d) => ({
    ...outward,
    retryable: false,
    what: `${d.registry} refuses ${d.id}`,
    why: d.why,
    next: "mend what the registry names, then type the same command again",
  }),
  E_NPM_STAGED: (d) => ({
    exit: 8,
    who: "Owner",
    retryable: true,
    what: `${d.name}@${d.version} waits on ${d.registry} for a person's approval`,
    why: d.stage === null ? "it is staged; the registry does not tell this account more" : `it is staged as ${d.stage}`,
    next: `${d.stage === null ? `npm stage list ${d.name}, then npm stage approve <id>` : `npm stage approve ${d.stage}`} (or npm stage reject), then type the same command again`,
  }),
  E_NPM_STAGE_MISMATCH: (d) => ({
    ...conflict,
    what: `what waits for approval as ${d.id} is not the packed file`,
    why: `its integrity is ${d.found}, the packed file's is ${d.expected}`,
    next: `do not approve it: npm stage reject ${d.stage}, find out who staged it, then type the same command again`,
  }),
  E_NPM_STAGE_REJECTED: (d) => ({
    ...conflict,
    what: `${d.id} was rejected on ${d.registry}`,
    why: `somebody with the right to it refused ${d.stage}`,
    next: "ask who refused it and why; then roll the release back, or stage it again once the rejected entry is gone",
  }),
  E_NPM_TOO_LARGE: (d) => ({
    ...outward,
    retryable: false,
    who: "Builder",
    what: `${d.id} is larger than ${d.registry} takes`,
    why: d.why,
    next: "leave out of the package's files what consumers do not need, and release the next version",
  }),
  E_NPM_UNAVAILABLE: (d) => ({
    ...outward,
    what: `${d.registry} did not take the request for ${d.id}`,
    why: d.why,
    next: again,
  }),
  E_PUBLISHED_MISMATCH: (d) => ({
    ...conflict,
    what: `the registry has another ${d.id}`,
    why: `${d.where === "stated" ? "its integrity" : "the integrity of what it serves"} is ${d.found}, the packed file's is ${d.expected}`,
    next: "a version number is burnt once it is used: roll this release back and release the next version",
  }),
  E_PUBLISH_CONFIG: (d) => ({
    ...mendHere,
    what: `the publishConfig of ${d.name} states what no registry takes`,
    why: d.problems.join("\n"),
    next: "mend it in the package.json, and release the next version",
  }),
  E_REGISTRY_ANSWER: (d) => ({
    ...outward,
    retryable: false,
    what: `${d.registry} gave an answer about ${d.id} that is no registry's`,
    why: d.why,
    next: "look at the registry's address and at what stands between (a proxy, a login page)",
  }),
  E_REGISTRY_START: (d) => ({ ...outward, what: "the embedded registry did not start", why: d.why, next: again }),
  E_VERDACCIO_MISSING: (d) => ({
    ...mendHere,
    what: "a rehearsal needs verdaccio, which is not installed",
    why: d.why,
    next: "pnpm add -D -w verdaccio@6",
  }),
  E_VERSION_BURNT: (d) => ({
    ...conflict,
    what: `${d.id} was published and taken away again`,
    why: `${d.registry} never accepts the same version twice`,
    next: "release the next version",
  }),
});
