import { createOption } from "commander";
import type { AuditFormat } from "@releaser/workflows/audit";
import { carrying } from "./carrying.ts";
import type { VerbDefinition } from "./verb-definition.ts";

const auditFormats = ["human", "json", "sarif", "github"] as const satisfies readonly AuditFormat[];
const wiring = carrying(async () => (await import("../verbs/wire.ts")).wire);

/** What writes workflows, and what looks at them. */
export const wireDefinition: VerbDefinition = {
  name: "wire",
  summary: "write the workflows of GitHub Actions: ci, version-packages and release",
  about:
    "They are what the configuration and the workspace say; jobs of your own stay where they stand, between the markers. A file of the same name that Releaser did not write is left alone. --audit looks at every workflow, whoever wrote it, and writes nothing: exit 4 where an error is found; with --json it prints a workflow-audit.v1.",
  options: [
    createOption("--check", "write nothing; exit 3 and a diff where they are not what they should be"),
    createOption("--audit", "look for what can be abused in the workflows, or fails in silence").conflicts("check"),
    createOption("--format <format>", "who the audit is for; people unless told")
      .choices(auditFormats)
      .conflicts("json"),
  ],
  run: async (terminal, options) =>
    options.audit === true || options.format !== undefined
      ? (await import("../verbs/audit-workflows.ts")).auditWorkflows(terminal, {
          ...options,
          format: auditFormats.find((one) => one === options.format),
        })
      : await wiring(terminal, options),
};
