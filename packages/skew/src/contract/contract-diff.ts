import type { Contract, Location } from "@releaser/core";
import { oncePer } from "../once-per.ts";
import { diffSchemas, type SchemaChange, type SchemaDiff } from "./diff-schemas.ts";
import type { PastContract } from "./past-contracts.ts";

/** What became of a contract's schema since its owner's last release; undefined where it is new or gone, or was never readable. */
export function diffContract(past: PastContract, newProperties: unknown): SchemaDiff | undefined {
  return newProperties === "additive" ? lenientDiff(past) : strictDiff(past);
}

// Two rules ask, and a proof may take thousands of steps.
const lenientDiff = oncePer((past: PastContract) => prove(past, true));
const strictDiff = oncePer((past: PastContract) => prove(past, false));

function prove({ was, now }: PastContract, lenient: boolean): SchemaDiff | undefined {
  if (was === undefined || now === undefined) return undefined;
  if (was.text === now.text && was.file === now.file) return { kind: "none", changes: [] };
  const [older, newer] = [was.schema(), now.schema()];
  if ("problem" in older) return undefined;
  if ("problem" in newer) {
    return { kind: "breaking", changes: [{ kind: "breaking", pointer: "", message: `it ${newer.problem}` }] };
  }
  return diffSchemas(older.value, newer.value, { lenient });
}

/** The option by which new properties of open objects count as additive. */
export const newPropertyOption: Readonly<Record<string, unknown>> = { enum: ["additive", "breaking"] };

/** Where a change stands in the contract's file. */
export function placeOfChange(contract: Contract, { pointer }: SchemaChange): Location {
  const schema = contract.schema();
  const place = "problem" in schema ? "" : `${schema.pointer}${pointer}`;
  return place === "" ? { file: contract.file } : { file: contract.file, pointer: place };
}

/** The changes that make a diff what it is. */
export function toldChanges({ kind, changes }: SchemaDiff): readonly SchemaChange[] {
  return changes.filter((change) => change.kind === kind);
}
