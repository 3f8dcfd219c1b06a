import { defineAuditRule } from "../audit-rule.ts";
import type { AuditedStep } from "../workflow/audited-workflow.ts";
import { isPublishing, publishingJobs } from "../workflow/publishing.ts";

export const uncheckedArtifact = defineAuditRule({
  id: "unchecked-artifact",
  title: "what a publishing job downloads is compared with a digest that came another way",
  level: "warning",
  *check(workflow) {
    for (const { id, steps } of publishingJobs(workflow)) {
      const first = steps.findIndex((step) => isPublishing(step));
      for (const [index, step] of steps.entries()) {
        if (step.uses?.action !== "actions/download-artifact" || index > first) continue;
        if (steps.slice(index + 1, first + 1).some((later) => checksDigest(later))) continue;
        yield {
          at: step.uses,
          message: `the job ${id} publishes what it downloads without looking whether it is what was built`,
          hint: "hand the digest over as an output of the job that built it, and compare with `sha256sum --check --strict` before anything is published",
        };
      }
    }
  },
});

function checksDigest({ run, uses }: AuditedStep): boolean {
  if (uses !== undefined) return uses.action.includes("verify");
  return /\b(?:(?:sha(?:256|512)sum|shasum)\b|gh attestation verify|cosign verify|createHash|openssl dgst)/u.test(
    run?.text ?? "",
  );
}
