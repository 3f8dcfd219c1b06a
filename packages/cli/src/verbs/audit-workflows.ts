import { type AuditFormat, auditWorkflows as audit, renderAudit, toAuditReport } from "@releaser/workflows/audit";
import { failures } from "../failures.ts";
import type { Terminal } from "../main.ts";
import { readWorkflows } from "../pipeline/read-workflows.ts";
import type { CommonOptions } from "./perform.ts";

export interface AuditOptions extends CommonOptions {
  readonly audit?: boolean | undefined;
  readonly format?: AuditFormat | undefined;
}

/** What can be abused in the workflows of the repository, whoever wrote them. Resolves with 4 where an error is found; writes nothing and asks nobody. Throws `E_USAGE`. */
export function auditWorkflows(terminal: Terminal, options: AuditOptions): number {
  if (options.audit !== true) throw failures.E_USAGE({ message: "--format is how --audit tells what it found" });
  const workflows = readWorkflows(options.cwd ?? terminal.cwd);
  const report = toAuditReport(
    workflows.map(({ file }) => file),
    audit(workflows),
  );
  const { columns } = terminal;
  const text = renderAudit(report, {
    format: options.json === true ? "json" : (options.format ?? "human"),
    color: options.color && terminal.color,
    ...(columns !== undefined && { width: columns }),
  });
  terminal.stdout(`${text}\n`);
  return report.ok ? 0 : 4;
}
