import { type Outcome, reconcile, type Resource } from "@releaser/core";
import { renderDiff } from "@releaser/skew/fix";
import type { FileChange, FileEdges } from "@releaser/workflows";
import type { Context } from "../context.ts";
import { fileEdges } from "./file-edges.ts";

/** A file that is made of the configuration: as a resource, and as the text that it is to have, given the one that it has. */
export interface WantedFile {
  readonly file: string;
  readonly resource: (edges: FileEdges) => Resource<FileChange>;
  readonly render: (before: string | undefined) => string;
}

export interface BroughtFiles {
  readonly outcomes: readonly Outcome[];
  /** Of those that are not what they are to be; empty where all were written. */
  readonly drifted: readonly string[];
  /** Whether one cannot be written, and so none was. */
  readonly refused: boolean;
  /** What would be written, as a unified diff; undefined where nothing is. */
  readonly diff: string | undefined;
}

/** Brings files to what the configuration says, or with `observe` only compares them. Where one is refused, none is written. */
export async function bringFiles(
  { root, clock, report, signal }: Context,
  wanted: readonly WantedFile[],
  mode: "apply" | "observe",
): Promise<BroughtFiles> {
  const edges = fileEdges(root);
  const resources = wanted.map(({ resource }) => resource(edges));
  const outcomes = await reconcile(resources, { mode, clock, report, signal });
  const drifted = wanted.filter((_, index) => isDrift(outcomes[index]));
  const changes = drifted.map(({ file, render }) => {
    const before = edges.read(file);
    return { file, before, after: render(before) };
  });
  const files = drifted.map(({ file }) => file);
  const refused = outcomes.some(({ failure }) => failure !== undefined);
  return { outcomes, drifted: files, refused, diff: changes.length === 0 ? undefined : renderDiff(changes) };
}

/** What an observation alone leaves to be written. */
function isDrift(outcome: Outcome | undefined): boolean {
  return outcome?.verdict === "absent" || outcome?.verdict === "different";
}
