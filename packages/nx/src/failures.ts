import { defineFailures, type FailureConstructors } from "@releaser/core";

interface Details {
  readonly E_NX_NO_PACKAGE: { folder: string };
}

/** The failures of the nx plugin. */
export const failures: FailureConstructors<Details> = defineFailures<Details>({
  E_NX_NO_PACKAGE: ({ folder }) => ({
    exit: 2,
    what: `${folder || "the root"} is no package that can be packed`,
    why: "it is no member of the workspace, or its manifest states no version",
    who: "you",
    next: "state a version in its manifest, or take the target `release` off this project",
    retryable: false,
  }),
});
