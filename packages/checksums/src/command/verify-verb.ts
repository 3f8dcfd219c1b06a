import { basename, resolve } from "node:path";
import type { Failure } from "@releaser/core";
import { type ArtifactProblem, describeProblem } from "../record/compare-artifact.ts";
import { failures } from "../failures.ts";
import { readRecord } from "../record/read-record.ts";
import { openVerifierAt } from "../signing/open-key.ts";
import { checkPackages } from "./check-packages.ts";
import type { Edges } from "./edges.ts";
import { findRecord } from "./find-record.ts";
import type { Ended } from "./report.ts";
import { targetsOf, type VerifyOptions } from "./verify-targets.ts";

/** Compares what was named with a record: files, a folder, a registry, a release page. Writes nothing. */
export async function verifyVerb(
  { record: named, files }: { readonly record: string | undefined; readonly files: readonly string[] },
  options: VerifyOptions,
  edges: Edges,
): Promise<Ended> {
  const path = await findRecord(named, edges.cwd);
  const verifier =
    options.signedBy === undefined ? undefined : await openVerifierAt(resolve(edges.cwd, options.signedBy), edges);
  const read = await readRecord(path, { packages: options.package, verifier });
  checkPackages(read.files, options.package);
  const targets = targetsOf({ read, files, options, edges });
  if (targets.length === 0) {
    throw failures.E_CHECKSUMS_USAGE({ message: "say what is compared: files, --dir, --registry or --page" });
  }
  const problems = [...read.problems];
  const lines: string[] = read.signed === undefined ? [] : [signedLine[read.signed]];
  for (const { where, looked, look } of targets) {
    const found = await look();
    problems.push(...found);
    const wrong = filesIn(found.filter(({ problem }) => problem !== "extra")).length;
    lines.push(`  ${found.length === 0 ? "✓" : "✗"} ${where}: ${looked - wrong} of ${looked} equal`);
  }
  const { version, commit = null, plan = null } = read.record;
  return {
    verb: "verify",
    version,
    commit,
    plan,
    problems,
    files: read.files,
    lines: [`${basename(path)}: version ${version}, commit ${commit?.slice(0, 12) ?? "none"}`, ...lines],
    failed: toFailures(basename(path), problems),
  };
}

const signedLine = {
  refused: "  ✗ the statement has a signature that is refused",
  trusted: "  ✓ the statement is signed by a key that is trusted",
  unread: "  · the statement has a signature that was not verified (--signed-by)",
} as const;

function filesIn(problems: readonly ArtifactProblem[]): readonly string[] {
  return [...new Set(problems.map(({ file }) => file))];
}

function toFailures(record: string, problems: readonly ArtifactProblem[]): readonly Failure[] {
  const unreachable = problems.filter(({ problem }) => problem === "unreachable");
  const differing = problems.filter(({ problem }) => problem !== "unreachable");
  return [
    ...(differing.length > 0 ? [failures.E_ARTIFACTS_DIFFER({ record, ...told(differing) }).failure] : []),
    ...(unreachable.length > 0 ? [failures.E_ARTIFACTS_UNREACHABLE(told(unreachable)).failure] : []),
  ];
}

function told(problems: readonly ArtifactProblem[]): { files: readonly string[]; problems: readonly string[] } {
  return { files: filesIn(problems), problems: problems.map(describeProblem) };
}
