import { CommanderError } from "commander";
import { coreFailures, diskFailure, type Failure, ReleaserError, safeText } from "@releaser/core";
import { failures } from "../failures.ts";
import { commandLine } from "./command-line.ts";
import type { Edges } from "./edges.ts";
import { type ChecksumReport, tell } from "./report.ts";

/** Runs one command line. Resolves with the exit code; never rejects. */
export async function main(args: readonly string[], edges: Edges): Promise<number> {
  try {
    return await commandLine(args, edges);
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    return tell({ verb: toVerb(args[0]), failed: [toFailure(error)] }, edges, args.includes("--json"));
  }
}

function toFailure(error: unknown): Failure {
  if (error instanceof ReleaserError) return error.failure;
  if (error instanceof CommanderError) {
    const message = error.code === "commander.help" ? "there is no such verb" : error.message.replace(/^error: /u, "");
    return failures.E_CHECKSUMS_USAGE({ message }).failure;
  }
  const ofDisk = diskFailure(error, "releaser-checksums");
  if (ofDisk) return ofDisk;
  if (error instanceof Error && "code" in error && "path" in error) {
    return failures.E_CHECKSUMS_USAGE({ message: error.message }).failure;
  }
  const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return coreFailures.E_BUG({ where: "releaser-checksums", error: safeText(told) }).failure;
}

function toVerb(typed: string | undefined): ChecksumReport["verb"] {
  return typed === "record" || typed === "verify" || typed === "inspect" ? typed : null;
}
