import { parseTrailers, type Plan, type ReleaserError, safeLine, type Trailer, trailerValues } from "@releaser/core";
import { failures } from "../failures.ts";
import type { SignatureJudgement } from "../signatures/judge-signature.ts";
import { hasDecision, type Ledger } from "../ledger/ledger.ts";
import { planTrailers } from "./plan-trailers.ts";
import { type Problem, toProblem } from "../verification.ts";
import { subjectDifferences, trailerDifferences } from "./version-message.ts";

/** Of these a commit may not state another value than the plan, whatever became of its message. */
const identity = ["Release-Train", "Plan-Digest"] as const;
const compared: ReadonlySet<string> = new Set([...identity, "Decision-ID", "Related-Capsule", "Produced-By"]);

/**
 * What a version commit's message says otherwise than its plan. A squash or a merge button may put another subject, lose trailers
 * and add people to them, so that is information; another train or another plan is an error. Trailers under other keys do not count.
 */
export function checkCommitMessage(commit: string, message: string, plan: Plan): readonly Problem[] {
  const found = parseTrailers(message);
  const expected = planTrailers(plan, { rulesHash: "", producedBy: plan.producer });
  const wrong = identity.filter((key) => contradicts(key, { found, expected }));
  const told = (problems: readonly string[], level: Problem["level"]): readonly Problem[] =>
    problems.length === 0 ? [] : [toProblem(failures.E_COMMIT_MESSAGE({ commit, problems }), level)];
  const contradictions = wrong.map((key) => `its ${key} is ${trailerValues(found, key).map(safeLine).join(" and ")}`);
  const differences = [
    ...subjectDifferences(message, plan),
    ...trailerDifferences(found.filter(isCompared), expected.filter(isCompared)),
  ];
  return [...told(contradictions, "error"), ...told(differences, "info")];
}

function isCompared({ key }: Trailer): boolean {
  return compared.has(key);
}

interface Trailers {
  readonly found: readonly Trailer[];
  readonly expected: readonly Trailer[];
}

function contradicts(key: string, { found, expected }: Trailers): boolean {
  const stated = trailerValues(found, key);
  const [value] = trailerValues(expected, key);
  return stated.some((one) => one !== value);
}

/** Decisions that the plan or the message names and that no ledger at the commit has. */
export function checkCommitDecisions(
  commit: string,
  { message, plan, ledgers }: { readonly message: string; readonly plan: Plan; readonly ledgers: readonly Ledger[] },
): readonly ReleaserError[] {
  const named = new Set([...plan.decisions, ...trailerValues(parseTrailers(message), "Decision-ID")]);
  const ids = [...named].filter((id) => !hasDecision(ledgers, id)).map((id) => safeLine(id));
  return ids.length === 0 ? [] : [failures.E_COMMIT_DECISION({ commit, ids })];
}

/** What is wrong with a commit's signature. That nobody vouches for it, or that there is none, is an error where one is required. */
export function checkCommitSignature(
  commit: string,
  { judgement, required }: { readonly judgement: SignatureJudgement; readonly required: boolean },
): readonly Problem[] {
  const level = required ? "error" : "info";
  switch (judgement.is) {
    case "absent":
      return required ? [toProblem(failures.E_COMMIT_UNSIGNED({ commit }))] : [];
    case "unsound":
      return [toProblem(failures.E_COMMIT_SIGNATURE_BAD({ commit, reason: judgement.reason }))];
    case "foreign":
    case "unjudged":
      return [toProblem(failures.E_COMMIT_SIGNER({ commit, reason: judgement.reason }), level)];
    case "unknown":
      return [
        toProblem(failures.E_COMMIT_SIGNER({ commit, reason: `nobody vouches for ${judgement.fingerprint}` }), level),
      ];
    case "untimely":
      return [
        toProblem(failures.E_COMMIT_SIGNER({ commit, reason: `${judgement.fingerprint} was not valid then` }), level),
      ];
    case "trusted":
      return [];
  }
}
