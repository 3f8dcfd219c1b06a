import { join } from "node:path";
import type { Plan } from "@releaser/core";
import { validateDocument } from "@releaser/gates";
import type { SkewReport } from "@releaser/skew";
import type { AuditReport } from "@releaser/workflows/audit";
import { type ReleaserResult, repositoryRoot } from "@releaser/testkit";
import { expect } from "vitest";
import type { StatusDocument } from "../src/status-document.ts";
import type { WhyDocument } from "../src/why/why-document.ts";

const sentinel = join(repositoryRoot, ".sentinel");

/** The one document on standard output, a valid `release-status.v1` that states the exit code of the run. */
export function statusIn(ran: ReleaserResult): StatusDocument {
  const status = documentIn("release-status.v1", ran) as StatusDocument;
  expect([status.exit, status.ok]).toEqual([ran.code, ran.code === 0]);
  return status;
}

/** The one document on standard output, a valid `release-plan.v1`. */
export function planIn(ran: ReleaserResult): Plan {
  return documentIn("release-plan.v1", ran) as Plan;
}

/** The one document on standard output, a valid `skew-report.v1`. */
export function reportIn(ran: ReleaserResult): SkewReport {
  return documentIn("skew-report.v1", ran) as SkewReport;
}

/** The one document on standard output, a valid `workflow-audit.v1`. */
export function auditIn(ran: ReleaserResult): AuditReport {
  return documentIn("workflow-audit.v1", ran) as AuditReport;
}

/** The one document on standard output, a valid `why.v1`. */
export function whyIn(ran: ReleaserResult): WhyDocument {
  return documentIn("why.v1", ran) as WhyDocument;
}

function documentIn(contract: string, { stdout }: ReleaserResult): unknown {
  const document: unknown = JSON.parse(stdout);
  expect(validateDocument(sentinel, contract, document)).toEqual([]);
  return document;
}
