import { asMapping, entryOf, scalarOf, textsOf, valueOf } from "./look.ts";
import { readSource, type Entry, type Mapping, type Scalar, type Source, type Spot, type Tree } from "./tree.ts";

/** A workflow as text. */
export interface WorkflowText {
  /** Relative to the root of the repository. */
  readonly file: string;
  readonly text: string;
  /** Whether we wrote it, so that more is asked of it. */
  readonly ours?: boolean;
  /** Why it was not read, where it was not. */
  readonly unreadable?: string;
}

/** A step's action: `uses: owner/name/path@ref # comment`. */
export interface Use extends Spot {
  /** As written. */
  readonly text: string;
  /** Lower case, without the reference: `actions/checkout`. */
  readonly action: string;
  readonly ref: string;
  readonly comment: string;
}

export interface AuditedStep extends Spot {
  readonly body: Mapping;
  readonly uses: Use | undefined;
  readonly run: Scalar | undefined;
  /** What stands under `with`. */
  readonly inputs: Mapping;
}

export interface AuditedJob extends Spot {
  readonly id: string;
  readonly body: Mapping;
  /** A workflow that it calls in place of steps. */
  readonly uses: Use | undefined;
  readonly steps: readonly AuditedStep[];
  /** Its own permissions, else those of the workflow; undefined where neither says any. */
  readonly permissions: Entry | undefined;
}

/** A workflow, as rules look at it. */
export interface AuditedWorkflow {
  readonly file: string;
  readonly ours: boolean;
  readonly unreadable: string | undefined;
  readonly source: Source;
  readonly root: Mapping;
  /** What starts it, each with what stands behind it. */
  readonly triggers: ReadonlyMap<string, Spot & { readonly filter: Tree | undefined }>;
  readonly jobs: readonly AuditedJob[];
}

/** A file as a workflow. What it is not, or says in a form that GitHub does not know, is left out. */
export function readWorkflow({ file, text, ours = false, unreadable }: WorkflowText): AuditedWorkflow {
  const source = readSource(text);
  const root = asMapping(source.root);
  const top = entryOf(root, "permissions");
  const jobs = asMapping(valueOf(root, "jobs")).entries.map((entry) => toJob(entry, top));
  return { file, ours, unreadable, source, root, triggers: toTriggers(entryOf(root, "on")), jobs };
}

function toTriggers(on: Entry | undefined): AuditedWorkflow["triggers"] {
  if (on === undefined) return new Map();
  const { value, start, pointer } = on;
  if (value.kind !== "map") {
    return new Map(textsOf(value).map((name) => [name, { start, pointer, filter: undefined }]));
  }
  return new Map(value.entries.map((entry) => [entry.key, { ...toSpot(entry), filter: entry.value }]));
}

function toJob(entry: Entry, top: Entry | undefined): AuditedJob {
  const body = asMapping(entry.value);
  const steps = valueOf(body, "steps");
  return {
    ...toSpot(entry),
    id: entry.key,
    body,
    uses: toUse(scalarOf(body, "uses")),
    steps: steps?.kind === "list" ? steps.items.map((step) => toStep(step)) : [],
    permissions: entryOf(body, "permissions") ?? top,
  };
}

function toStep(step: Tree): AuditedStep {
  const body = asMapping(step);
  return {
    ...toSpot(step),
    body,
    uses: toUse(scalarOf(body, "uses")),
    run: scalarOf(body, "run"),
    inputs: asMapping(valueOf(body, "with")),
  };
}

function toUse(scalar: Scalar | undefined): Use | undefined {
  if (scalar === undefined) return undefined;
  const { text, comment } = scalar;
  const at = text.lastIndexOf("@");
  const action = (at === -1 ? text : text.slice(0, at)).toLowerCase();
  return { ...toSpot(scalar), text, action, ref: at === -1 ? "" : text.slice(at + 1), comment };
}

function toSpot({ start, pointer }: Spot): Spot {
  return { start, pointer };
}
