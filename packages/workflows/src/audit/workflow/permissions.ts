import { asMapping } from "./look.ts";
import type { AuditedJob } from "./audited-workflow.ts";
import type { Entry } from "./tree.ts";

/** The single permissions that an entry grants; those set to `none` are none. */
export function grantedBy(permissions: Entry | undefined): readonly Entry[] {
  return asMapping(permissions?.value).entries.filter(({ value }) => value.kind === "scalar" && value.text !== "none");
}

/** Whether all of them are granted at once, and how. */
export function allOf(permissions: Entry | undefined): "read-all" | "write-all" | undefined {
  const text = permissions?.value.kind === "scalar" ? permissions.value.text : undefined;
  return text === "read-all" || text === "write-all" ? text : undefined;
}

/** Where a job says that it may ask for an identity of GitHub's; undefined where it does not. That `write-all` holds it too is told as such. */
export function identityOf({ permissions }: AuditedJob): Entry | undefined {
  return grantedBy(permissions).find(
    ({ key, value }) => key === "id-token" && value.kind === "scalar" && value.text === "write",
  );
}
