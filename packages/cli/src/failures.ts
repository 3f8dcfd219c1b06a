import type { FailureConstructors } from "@releaser/core";
import { commandFailures, type CommandDetails } from "./failures/command.ts";
import { versionFailures, type VersionDetails } from "./failures/version.ts";
import { proofFailures, type ProofDetails } from "./failures/proof.ts";
import { setupFailures, type SetupDetails } from "./failures/setup.ts";
import { releaseFailures, type ReleaseDetails } from "./failures/release.ts";

/** What the command line itself can fail with. */
export const failures: FailureConstructors<
  CommandDetails & VersionDetails & ProofDetails & ReleaseDetails & SetupDetails
> = {
  ...commandFailures,
  ...versionFailures,
  ...proofFailures,
  ...releaseFailures,
  ...setupFailures,
};
