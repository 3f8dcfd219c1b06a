import { type MarkedSection, readMarkedSection, renderMarkedSection, sha256 } from "@releaser/core";
import { failures } from "../failures.ts";
import type { Workflow } from "../pipeline/pipeline.ts";
import { customProblem } from "./custom-problem.ts";
import { toDocument } from "./to-document.ts";

export interface RenderWorkflowOptions {
  /** The label of the machines that its jobs run on. */
  readonly runner: string;
  /** What it is made of, for the head: `releaser.config.ts`. */
  readonly from: string;
  /** Jobs of people, as they stand between the markers; none unless told. */
  readonly custom?: string;
}

/** A file with the name of one of ours, as it was read. */
export type WorkflowFile =
  /** Nothing says that Releaser wrote it. */
  | { readonly is: "foreign" }
  /** Releaser wrote it, and where people's jobs begin and end cannot be told. */
  | { readonly is: "broken"; readonly line: number; readonly why: string }
  | {
      readonly is: "ours";
      readonly custom: string;
      /** Whether anything but people's jobs was changed since it was written. */
      readonly edited: boolean;
    };

const section = "jobs";
const hint = "jobs of your own, kept as they stand";
const digestLine = /^# releaser:wire sha256:([0-9a-f]{64})$/mu;

/**
 * The text of a workflow's file: a head that tells what made it and holds the SHA-256 of all that is generated, the workflow, and below
 * its jobs the section for jobs of people. Ends with a newline. Throws `E_WORKFLOW_SECTION` where these are no jobs beside ours.
 */
export function renderWorkflow(workflow: Workflow, options: RenderWorkflowOptions): string {
  const { custom = "", ...plain } = options;
  const text = write(workflow, options);
  const problem = custom === "" ? undefined : customProblem(text, write(workflow, plain));
  if (problem) throw failures.E_WORKFLOW_SECTION({ file: workflow.file, ...problem });
  return text;
}

function write(workflow: Workflow, { runner, from, custom = "" }: RenderWorkflowOptions): string {
  const yaml = toDocument(workflow, { runner }).toString({ lineWidth: 0, blockQuote: "literal" });
  const head = [
    `# Written by \`releaser wire\` from ${from}: change that and type it again, or this file would be written anew.`,
    `# ${workflow.purpose[0]?.toUpperCase() ?? ""}${workflow.purpose.slice(1)}.`,
  ];
  const marked = renderMarkedSection(section, { hint, content: custom, syntax: "hash" });
  return seal([...head, "", yaml.trimEnd(), "", marked, ""].join("\n"));
}

/** Reads a file that may be one of ours. */
export function parseWorkflow(text: string): WorkflowFile {
  const [, digest] = digestLine.exec(text) ?? [];
  if (digest === undefined) return { is: "foreign" };
  const marked = readMarkedSection(text, section, "hash");
  switch (marked.is) {
    case "absent":
      return { is: "broken", line: 1, why: "the section for jobs of your own is gone" };
    case "broken":
      return marked;
    case "there":
      return { is: "ours", custom: marked.content, edited: digestOf(marked) !== digest };
  }
}

/** Puts the digest of what is generated below the first line. */
function seal(text: string): string {
  const [first = "", ...rest] = text.split("\n");
  return [first, `# releaser:wire sha256:${digestOf(readMarkedSection(text, section, "hash"))}`, ...rest].join("\n");
}

/** Of all but the digest's own line and people's jobs, with any line ends. */
function digestOf(marked: MarkedSection): string {
  if (marked.is !== "there") throw new TypeError("what people wrote has a marker of ours in it");
  const generated = [...marked.before.split("\n"), ...marked.after.split("\n")];
  return sha256(generated.filter((line) => !digestLine.test(line)).join("\n"));
}
