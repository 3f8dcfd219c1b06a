import { defineFailures, type FailureConstructors } from "@releaser/core";
import { conflict, credentials, outward, again } from "./common.ts";

export interface ImageDetails {
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
}

/** What can go wrong with a container image and its registry. */
export const imageFailures: FailureConstructors<ImageDetails> = defineFailures<ImageDetails>({
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
});
