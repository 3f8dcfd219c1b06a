import type { AuditRule } from "./audit-rule.ts";
import { allPermissions } from "./rules/all-permissions.ts";
import { constantCondition } from "./rules/constant-condition.ts";
import { environmentFile } from "./rules/environment-file.ts";
import { expressionInScript } from "./rules/expression-in-script.ts";
import { hardcodedCredentials } from "./rules/hardcoded-credentials.ts";
import { identityWithCode } from "./rules/identity-with-code.ts";
import { identityWithoutEnvironment } from "./rules/identity-without-environment.ts";
import { ignoredGate } from "./rules/ignored-gate.ts";
import { inheritedSecrets } from "./rules/inherited-secrets.ts";
import { insecureCommands } from "./rules/insecure-commands.ts";
import { longLivedToken } from "./rules/long-lived-token.ts";
import { missingTimeout } from "./rules/missing-timeout.ts";
import { persistedCredentials } from "./rules/persisted-credentials.ts";
import { privilegedTrigger } from "./rules/privileged-trigger.ts";
import { releaseCache } from "./rules/release-cache.ts";
import { releaseConcurrency } from "./rules/release-concurrency.ts";
import { selfHostedRunner } from "./rules/self-hosted-runner.ts";
import { spoofableActor } from "./rules/spoofable-actor.ts";
import { topLevelPermissions } from "./rules/top-level-permissions.ts";
import { uncheckedArtifact } from "./rules/unchecked-artifact.ts";
import { undocumentedPermission } from "./rules/undocumented-permission.ts";
import { unpinnedAction } from "./rules/unpinned-action.ts";
import { unpinnedImage } from "./rules/unpinned-image.ts";
import { unreadableWorkflow } from "./rules/unreadable-workflow.ts";
import { unsoundContains } from "./rules/unsound-contains.ts";
import { untrustedArtifact } from "./rules/untrusted-artifact.ts";
import { untrustedCheckout } from "./rules/untrusted-checkout.ts";
import { unversionedPin } from "./rules/unversioned-pin.ts";
import { wholeSecrets } from "./rules/whole-secrets.ts";
import { wideSecret } from "./rules/wide-secret.ts";

/** Every rule of the audit, by id. */
export const auditRules: readonly AuditRule[] = [
  allPermissions,
  constantCondition,
  environmentFile,
  expressionInScript,
  hardcodedCredentials,
  identityWithCode,
  identityWithoutEnvironment,
  ignoredGate,
  inheritedSecrets,
  insecureCommands,
  longLivedToken,
  missingTimeout,
  persistedCredentials,
  privilegedTrigger,
  releaseCache,
  releaseConcurrency,
  selfHostedRunner,
  spoofableActor,
  topLevelPermissions,
  uncheckedArtifact,
  undocumentedPermission,
  unpinnedAction,
  unpinnedImage,
  unreadableWorkflow,
  unsoundContains,
  untrustedArtifact,
  untrustedCheckout,
  unversionedPin,
  wholeSecrets,
  wideSecret,
];
