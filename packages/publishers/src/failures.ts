import { defineFailures, type FailureConstructors, gitHubTokenVariables } from "@releaser/core";

interface Details {
  readonly E_ASSET_MISMATCH: { tag: string; name: string; expected: string; found: string };
  readonly E_DIST_TAG_INVALID: { tag: string };
  readonly E_DRAFT_FOREIGN: { tag: string; where: string };
  readonly E_GITHUB_ANSWER: { why: string };
  readonly E_GITHUB_AUTH: { repository: string; task: string; right: string; status: number; hasToken: boolean };
  readonly E_GITHUB_LIMITED: { repository: string; task: string; until: string };
  readonly E_GITHUB_PLACE: { why: string };
  readonly E_GITHUB_REFUSED: { repository: string; task: string; why: string };
  readonly E_GITHUB_RULES: { repository: string; tags: readonly string[]; rulesets: readonly string[] };
  readonly E_GITHUB_TAG: { tag: string; where: string };
  readonly E_GITHUB_UNAVAILABLE: { repository: string; task: string; why: string };
  readonly E_HISTORY_SHALLOW: { ref: string; remote: string };
  readonly E_IMAGE_ANSWER: { image: string; why: string };
  readonly E_IMAGE_AUTH: {
    image: string;
    host: string;
    task: string;
    push: boolean;
    hasCredentials: boolean;
    why: string;
  };
  readonly E_IMAGE_BUILD: { image: string; command: string; why: string };
  readonly E_IMAGE_CONFLICT: { image: string; tag: string; expected: string; found: string };
  readonly E_IMAGE_CREDENTIALS: { host: string; why: string };
  readonly E_IMAGE_LAYOUT: { image: string; why: string };
  readonly E_IMAGE_LOST: { image: string; digest: string };
  readonly E_IMAGE_REFUSED: { image: string; task: string; why: string };
  readonly E_IMAGE_TOKEN_HOST: { image: string; host: string; tokenHost: string };
  readonly E_IMAGE_UNAVAILABLE: { image: string; task: string; why: string };
  readonly E_NPM_ACCESS: { name: string; registry: string; is: string; wanted: string };
  readonly E_NPM_AUTH: { id: string; registry: string; why: string; method: "GET" | "PUT" };
  readonly E_NPM_BLOCKED: { id: string; registry: string; why: string };
  readonly E_NPMRC_UNSAFE: { file: string; problems: readonly string[] };
  readonly E_NPM_CONFIG: { what: string; file: string };
  readonly E_NPM_LIMITED: { id: string; registry: string; seconds: number | null };
  readonly E_NPM_NAME: { name: string; problems: readonly string[] };
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
  readonly E_PACKED_MISMATCH: { name: string; version: string; why: string };
  readonly E_PACKED_PROTOCOL: { name: string; entries: readonly string[] };
  readonly E_PACK_DIRECTORY: { folders: readonly string[] };
  readonly E_PACK_FAILED: { command: string; why: string };
  readonly E_PUBLISHER_FAILED: { publisher: string; id: string; why: string };
  readonly E_PUBLISHER_INVALID: { publisher: string; problems: readonly string[] };
  readonly E_PUBLISHED_MISMATCH: { id: string; expected: string; found: string; where: "downloaded" | "stated" };
  readonly E_PUBLISH_CONFIG: { name: string; problems: readonly string[] };
  readonly E_PUSH_REFUSED: { remote: string; why: string };
  readonly E_REF_CONFLICT: { remote: string; why: string };
  readonly E_REGISTRY_ANSWER: { id: string; registry: string; why: string };
  readonly E_REGISTRY_START: { why: string };
  readonly E_RELEASE_ABSENT: { tag: string; where: string };
  readonly E_RELEASE_EMPTY: { tag: string; where: string };
  readonly E_RELEASE_EXISTS: { tag: string; where: string };
  readonly E_RELEASE_NAME: { name: string };
  readonly E_RELEASE_PUBLIC: { tag: string; where: string };
  readonly E_REMOTE_DENIED: { remote: string; why: string; isProtected: boolean };
  readonly E_REMOTE_FAILED: { remote: string; why: string };
  readonly E_REMOTE_URL: { remote: string; why: string };
  readonly E_SBOM: { why: string };
  readonly E_TARBALL_CHANGED: { file: string; expected: string; found: string };
  readonly E_TARBALL_COLLISION: { file: string; packages: readonly string[] };
  readonly E_TARBALL_UNREADABLE: { file: string; why: string };
  readonly E_VERDACCIO_MISSING: { why: string };
  readonly E_VERSION_BURNT: { id: string; registry: string };
  readonly E_WEBHOOK_ADDRESS: { variable: string; why: string };
  readonly E_WEBHOOK_REFUSED: { variable: string; status: number };
  readonly E_WEBHOOK_UNAVAILABLE: { variable: string; why: string };
}

const mendHere = { exit: 2, who: "you", retryable: false } as const;
const conflict = { exit: 6, who: "Owner", retryable: false } as const;
const credentials = { exit: 9, who: "Integrator/Owner", retryable: true } as const;
const outward = { exit: 5, who: "you", retryable: true } as const;
const again = "type the same command again: what holds is skipped";

/** What can go wrong between a packed file and the world. */
export const failures: FailureConstructors<Details> = defineFailures<Details>({
  E_ASSET_MISMATCH: (d) => ({
    ...conflict,
    what: `the release page of ${d.tag} has another ${d.name}`,
    why: `its SHA-256 is ${d.found}, the packed file's is ${d.expected}, and what was recorded is never replaced`,
    next: "compare the two files; if the page's is wrong, remove its draft, or once the tag is pushed roll the release back",
  }),
  E_DIST_TAG_INVALID: (d) => ({
    ...mendHere,
    what: `"${d.tag}" cannot be a dist-tag`,
    why: "registries refuse a dist-tag that is empty, has spaces or reads as a version range",
    next: "choose a word such as next or beta in publishConfig.tag",
  }),
  E_DRAFT_FOREIGN: (d) => ({
    ...conflict,
    what: `there is a release page for ${d.tag} that this plan did not make`,
    why: "it is public, and its marker names another plan or is missing",
    next: `look at ${d.where}; if nobody needs it, remove it, then type the same command again`,
  }),
  E_GITHUB_ANSWER: (d) => ({
    ...outward,
    retryable: false,
    what: "GitHub gave an answer that is not acted on",
    why: d.why,
    next: "look at page.apiUrl and at what stands between; where uploads do go to another host, name it in page.uploadUrl",
  }),
  E_GITHUB_AUTH: (d) => ({
    ...credentials,
    what: `GitHub does not let this run ${d.task} in ${d.repository}`,
    why: d.hasToken ? toldBy(d.status) : `there is no token in ${gitHubTokenVariables}`,
    next: `give a token with "${d.right}" for ${d.repository} in ${gitHubTokenVariables}, then ${again}`,
  }),
  E_GITHUB_LIMITED: (d) => ({
    ...outward,
    what: `GitHub takes no more requests for now, so it did not ${d.task} in ${d.repository}`,
    why: `its rate limit holds ${d.until}`,
    next: `wait until then; ${again}`,
  }),
  E_GITHUB_PLACE: (d) => ({
    ...mendHere,
    what: "which repository on GitHub has the release pages cannot be told",
    why: d.why,
    next: 'write page: { kind: "github", repository: "owner/name" } into the configuration, and apiUrl beside it where it is not on github.com',
  }),
  E_GITHUB_REFUSED: (d) => ({
    ...outward,
    retryable: false,
    what: `GitHub refuses to ${d.task} in ${d.repository}`,
    why: d.why,
    next: "mend what GitHub names, then type the same command again",
  }),
  E_GITHUB_RULES: (d) => ({
    ...credentials,
    what: `rulesets of ${d.repository} keep this token from making the tags of the release`,
    why: `${d.rulesets.join(", ")} of ${d.tags.join(", ")}`,
    next: "let the account that releases bypass them, then type the same command again",
  }),
  E_GITHUB_TAG: (d) => ({
    ...outward,
    what: `GitHub does not have the tag ${d.tag}, so its release is not made public`,
    why: `GitHub would make a tag of its own, which nobody signed: ${d.where}`,
    next: "releaser publish, which pushes the signed tag to the repository of the page",
  }),
  E_GITHUB_UNAVAILABLE: (d) => ({
    ...outward,
    what: `GitHub did not ${d.task} in ${d.repository}`,
    why: d.why,
    next: again,
  }),
  E_HISTORY_SHALLOW: (d) => ({
    ...mendHere,
    what: `whether ${d.ref} contains the commit cannot be told`,
    why: "this clone is shallow, so git's answer about ancestors may be wrong",
    next: `git fetch --unshallow --tags ${d.remote}, or fetch-depth: 0 in the checkout step; then type the same command again`,
  }),
  E_IMAGE_ANSWER: (d) => ({
    ...outward,
    what: `the registry of ${d.image} gave an answer that is not acted on`,
    why: d.why,
    next: "type the same command again; if it stays so, look at what stands between, a proxy or a mirror",
  }),
  E_IMAGE_AUTH: (d) => ({
    ...credentials,
    what: `${d.host} does not let this run ${d.task} of ${d.image}`,
    why: d.hasCredentials ? d.why : `${d.why}, and Docker's config.json has no credentials for ${d.host}`,
    next: `docker login ${d.host} with an account that may ${d.push ? "push to" : "pull"} ${d.image}; then ${again}`,
  }),
  E_IMAGE_BUILD: (d) => ({
    exit: 4,
    what: `${d.command} did not build ${d.image}`,
    why: d.why,
    who: "Builder",
    next: "mend the command of the image in containers, or what it builds; then type the same command again",
    retryable: false,
  }),
  E_IMAGE_CONFLICT: (d) => ({
    ...conflict,
    what: `${d.image}:${d.tag} is another image than the one of this release`,
    why: `it names ${d.found}; built and signed was ${d.expected}`,
    next: "look at both; nothing was overwritten. Release the next version, or remove the tag at the registry if nobody uses it",
  }),
  E_IMAGE_CREDENTIALS: (d) => ({
    ...credentials,
    what: `the credentials for ${d.host} cannot be read`,
    why: `${d.why}; programs that hold credentials are not run`,
    next: `docker login ${d.host} with DOCKER_CONFIG set to an empty folder, and release with the same DOCKER_CONFIG`,
  }),
  E_IMAGE_LAYOUT: (d) => ({
    exit: 4,
    what: `the build of ${d.image} left no image that can be published`,
    why: d.why,
    who: "Builder",
    next: "let the build write an OCI image layout with one image into the folder $RELEASER_OCI_LAYOUT, for all platforms",
    retryable: false,
  }),
  E_IMAGE_LOST: (d) => ({
    ...conflict,
    what: `the bytes of ${d.image} that this release was made with are gone`,
    why: `the registry has no ${d.digest}, and it was not built here`,
    next: "run it again on the machine that built it; else release the next version, and keep images without a tag for longer",
  }),
  E_IMAGE_REFUSED: (d) => ({
    ...outward,
    retryable: false,
    what: `the registry of ${d.image} refuses to ${d.task}`,
    why: d.why,
    next: "mend what the registry names, then type the same command again",
  }),
  E_IMAGE_TOKEN_HOST: (d) => ({
    ...credentials,
    what: `the credentials for ${d.host} are not sent to ${d.tokenHost}`,
    why: `${d.host} says that ${d.tokenHost} gives its tokens, and nobody else does`,
    next: `if that is right, write tokenHost: "${d.tokenHost}" beside the image ${d.image} in containers`,
  }),
  E_IMAGE_UNAVAILABLE: (d) => ({
    ...outward,
    what: `the registry of ${d.image} did not ${d.task}`,
    why: d.why,
    next: again,
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
  E_PACKED_MISMATCH: (d) => ({
    ...mendHere,
    what: `packing gave no tarball of ${d.name}@${d.version}`,
    why: d.why,
    next: "compare its package.json with release/plan.json, and look at its publishConfig",
  }),
  E_PACKED_PROTOCOL: (d) => ({
    ...mendHere,
    what: `the packed manifest of ${d.name} has ranges that no registry understands`,
    why: d.entries.join(", "),
    next: "pack with pnpm, which rewrites workspace: and catalog:, or write plain ranges",
  }),
  E_PACK_DIRECTORY: (d) => ({
    ...mendHere,
    what: "a folder that is to be packed is not there or has no package.json",
    why: d.folders.join(", "),
    next: "build first (publishConfig.directory is made by the build), then type the same command again",
  }),
  E_PACK_FAILED: (d) => ({ ...mendHere, what: "packing failed", why: d.why, next: d.command }),
  E_PUBLISHED_MISMATCH: (d) => ({
    ...conflict,
    what: `the registry has another ${d.id}`,
    why: `${d.where === "stated" ? "its integrity" : "the integrity of what it serves"} is ${d.found}, the packed file's is ${d.expected}`,
    next: "a version number is burnt once it is used: roll this release back and release the next version",
  }),
  E_PUBLISHER_FAILED: (d) => ({
    ...outward,
    retryable: false,
    what: `the publisher ${d.publisher} failed with ${d.id}`,
    why: d.why,
    next: `mend that, or tell the author of ${d.publisher}; then ${again}`,
  }),
  E_PUBLISHER_INVALID: (d) => ({
    ...mendHere,
    what: `what the publisher ${d.publisher} says that it publishes is not fit`,
    why: d.problems.join("\n"),
    next: `mend the publisher, or take it out of publishers; docs/publishers.md tells what is asked of one`,
  }),
  E_PUBLISH_CONFIG: (d) => ({
    ...mendHere,
    what: `the publishConfig of ${d.name} states what no registry takes`,
    why: d.problems.join("\n"),
    next: "mend it in the package.json, and release the next version",
  }),
  E_PUSH_REFUSED: (d) => ({
    ...outward,
    retryable: false,
    what: `${d.remote} refuses the push`,
    why: d.why,
    next: "mend what the remote names, then type the same command again; nothing of it was pushed",
  }),
  E_REF_CONFLICT: (d) => ({
    ...conflict,
    what: `${d.remote} has other references than this release`,
    why: d.why,
    next: "look at both; Releaser never forces a push. A branch that moved on is brought in first; a tag stays where it is",
  }),
  E_REGISTRY_ANSWER: (d) => ({
    ...outward,
    retryable: false,
    what: `${d.registry} gave an answer about ${d.id} that is no registry's`,
    why: d.why,
    next: "look at the registry's address and at what stands between (a proxy, a login page)",
  }),
  E_REGISTRY_START: (d) => ({ ...outward, what: "the embedded registry did not start", why: d.why, next: again }),
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
  E_REMOTE_DENIED: (d) => ({
    ...credentials,
    what: `${d.remote} lets this account not do that`,
    why: d.why,
    next: d.isProtected
      ? "bring the version commit to the branch by a pull request, or let this account push to it; then type the same command again: a branch that has the commit is not pushed"
      : "give the account the right to push these references, then type the same command again",
  }),
  E_REMOTE_FAILED: (d) => ({ ...outward, what: `${d.remote} did not answer as it should`, why: d.why, next: again }),
  E_REMOTE_URL: (d) => ({
    ...mendHere,
    what: `${d.remote} is not a remote that is pushed to`,
    why: d.why,
    next: "git remote set-url --push origin <an https, ssh or file address>",
  }),
  E_SBOM: ({ why }) => ({
    exit: 2,
    what: "the bill of materials could not be made",
    why,
    who: "Builder",
    next: "mend that (pnpm 12 has `pnpm sbom`), or leave artifacts.sbom out of the configuration",
    retryable: false,
  }),
  E_TARBALL_CHANGED: (d) => ({
    ...conflict,
    what: `${d.file} is not the file that was packed`,
    why: `its integrity is ${d.found}, the recorded one is ${d.expected}`,
    next: "remove .releaser and type the same command again: the packed bytes come from the draft",
  }),
  E_TARBALL_COLLISION: (d) => ({
    ...mendHere,
    what: `${d.packages.join(" and ")} pack to the same file name`,
    why: `both would be ${d.file}`,
    next: "rename one of them, or give it another version",
  }),
  E_TARBALL_UNREADABLE: (d) => ({
    ...mendHere,
    what: `${d.file} is no packed package`,
    why: d.why,
    next: "pack it again: remove .releaser, then type the same command",
  }),
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

/** GitHub answers 404 to a token that may not know whether something is there. */
function toldBy(status: number): string {
  if (status === 401) return "it answers 401: the token is not valid, or not any more";
  return status === 404
    ? "it answers 404, which is also how it says that a permission is missing"
    : `it answers ${status}: a permission is missing`;
}
