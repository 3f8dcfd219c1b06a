import { defineFailures, type FailureConstructors } from "@releaser/core";

interface Details {
  readonly E_WEBDAV_CREDENTIALS: { readonly address: string };
}

export const failures: FailureConstructors<Details> = defineFailures<Details>({
  E_WEBDAV_CREDENTIALS: ({ address }) => ({
    exit: 9,
    what: `there are no credentials for ${address}`,
    why: "WEBDAV_USER and WEBDAV_PASSWORD are not both set",
    who: "Integrator/Owner",
    next: "set both, then type the same command again",
    retryable: true,
  }),
});
