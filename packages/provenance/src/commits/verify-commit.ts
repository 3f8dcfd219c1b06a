import { type Exec, type Git, parseTrailers, type Plan } from "@releaser/core";
import { readBlobAt } from "../blob-at.ts";
import { checkCommitDecisions, checkCommitMessage, checkCommitSignature } from "./check-commit.ts";
import { type CommitObject, parseCommitObject } from "./commit-object.ts";
import { failures } from "../failures.ts";
import { judgeSignature, type SignatureJudgement, type Trust } from "../signatures/judge-signature.ts";
import { parseLedger } from "../ledger/ledger.ts";
import { ledgerFiles } from "../ledger/ledger-files.ts";
import { type Problem, signerOf, toProblem, type Verification } from "../verification.ts";

export interface VerifyCommitOptions extends Trust {
  readonly git: Git;
  readonly exec: Exec;
  /** The version commit, in full. */
  readonly commit: string;
  /** The plan as it stands in that commit. */
  readonly plan: Plan;
  /** Of the paths that the commit touches, those that no version commit may; none unless told. */
  readonly foreignPaths?: (paths: readonly string[]) => readonly string[];
  /** Whether a signature by a trusted signer is required. */
  readonly requireSignature?: boolean;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Compares a version commit with the plan in it: its message, the decisions that it names with the ledger as it is there, the
 * files that it touches against its first parent, and its signature where it has one, as of the committer's date. Throws only
 * where git itself fails.
 */
export async function verifyCommit(options: VerifyCommitOptions): Promise<Verification> {
  const { git, commit: oid, plan } = options;
  const { stdout } = await git.run(["--no-replace-objects", "cat-file", "commit", oid]);
  const commit = parseCommitObject(stdout);
  if (commit === undefined) {
    return toVerification(oid, { problems: [toProblem(failures.E_COMMIT_MALFORMED({ commit: oid }))] });
  }
  const judgement = await judgeSignature({ ...options, ...commit });
  const problems = [
    ...checkCommitMessage(oid, commit.message, plan),
    ...(await judgeDecisions(options, commit)),
    ...(await judgeFiles(options, commit)),
    ...checkCommitSignature(oid, { judgement, required: options.requireSignature === true }),
  ];
  return toVerification(oid, { commit, judgement, problems });
}

async function judgeDecisions(
  { git, commit, plan }: VerifyCommitOptions,
  { message }: CommitObject,
): Promise<readonly Problem[]> {
  const texts = await Promise.all(Object.values(ledgerFiles).map((file) => readBlobAt(git, commit, file)));
  const ledgers = texts.filter((text) => text !== undefined).map((text) => parseLedger(text));
  return checkCommitDecisions(commit, { message, plan, ledgers }).map((error) => toProblem(error));
}

async function judgeFiles(options: VerifyCommitOptions, { parents }: CommitObject): Promise<readonly Problem[]> {
  const { git, commit, foreignPaths = () => [] } = options;
  const [parent] = parents;
  // A first commit brings everything, so what it touches says nothing.
  if (parent === undefined) return [];
  const compare = ["diff-tree", "-r", "-z", "--name-only", "--no-renames", "--end-of-options", parent, commit];
  const { stdout } = await git.run(["--no-replace-objects", ...compare]);
  const paths = foreignPaths(stdout.split("\0").filter((path) => path !== ""));
  return paths.length === 0 ? [] : [toProblem(failures.E_COMMIT_FILES({ commit, paths }))];
}

function toVerification(
  oid: string,
  found: {
    readonly commit?: CommitObject;
    readonly judgement?: SignatureJudgement;
    readonly problems: readonly Problem[];
  },
): Verification {
  const { commit, problems } = found;
  return {
    ok: problems.every(({ level }) => level !== "error"),
    oid,
    ...signerOf(found.judgement),
    date: commit?.date,
    message: commit?.message,
    trailers: parseTrailers(commit?.message ?? ""),
    problems,
  };
}
