import type { AuditedWorkflow } from "./audited-workflow.ts";
import { scalarOf } from "./look.ts";
import type { Scalar } from "./tree.ts";

/** The conditions of every job and step, each with the job that it belongs to. */
export function conditionsIn({
  jobs,
}: AuditedWorkflow): readonly { readonly job: string; readonly condition: Scalar }[] {
  return jobs.flatMap(({ id, body, steps }) =>
    [body, ...steps.map((step) => step.body)].flatMap((one) => {
      const condition = scalarOf(one, "if");
      return condition === undefined ? [] : [{ job: id, condition }];
    }),
  );
}
