import { isCapsuleId, isDecisionId, type Level } from "@releaser/core";
import type { Ledgers } from "../ledger/check-ledgers.ts";
import type { Stated } from "./file-header.ts";
import { isPlaceholder } from "../ledger/placeholder.ts";
import type { PlacedHeader } from "./read-headers.ts";

/** What is wrong with a header, told apart. */
export type HeaderProblemKind =
  | "agent-malformed"
  | "capsule-id"
  | "decision-archived"
  | "decision-malformed"
  | "decision-placeholder"
  | "decision-unknown"
  | "rules-hash-agent"
  | "rules-hash-malformed";

/** One thing that is wrong with a header, and the mend. */
export interface HeaderProblem {
  readonly kind: HeaderProblemKind;
  readonly level: Level;
  readonly file: string;
  readonly line: number;
  readonly message: string;
  /** What to do about it, as a clause. */
  readonly repair: string;
}

/** An error refers to nothing; a warning may be what somebody meant; information is what a reader should know. */
const levels: Readonly<Record<HeaderProblemKind, Level>> = {
  "agent-malformed": "error",
  "capsule-id": "error",
  "decision-archived": "info",
  "decision-malformed": "error",
  "decision-placeholder": "info",
  "decision-unknown": "error",
  "rules-hash-agent": "warning",
  "rules-hash-malformed": "error",
};

type Found = Pick<HeaderProblem, "kind" | "message" | "repair"> & Pick<Stated, "line">;

/** What is wrong with the headers of files, by a ledger and its archive. In the order of the files. */
export function checkHeaders(headers: readonly PlacedHeader[], ledgers: Ledgers): readonly HeaderProblem[] {
  const known = { ledger: idsOf(ledgers.ledger), archive: idsOf(ledgers.archive) };
  return headers.flatMap((header) =>
    [
      ...header.decisions.flatMap((stated) => judgeDecision(stated, known)),
      ...(header.capsules ?? []).flatMap((stated) => judgeCapsule(stated)),
      ...judgeAgent(header),
      ...judgeRules(header),
    ]
      .map(({ line, ...found }) => ({ ...found, level: levels[found.kind], file: header.file, line }))
      .toSorted((a, b) => a.line - b.line),
  );
}

function idsOf(ledger: Ledgers["archive"]): ReadonlySet<string> {
  return new Set((ledger?.entries ?? []).map(({ id }) => id));
}

interface Known {
  readonly ledger: ReadonlySet<string>;
  readonly archive: ReadonlySet<string>;
}

function judgeDecision({ value, line }: Stated, known: Known): readonly Found[] {
  const quoted = JSON.stringify(value);
  if (known.ledger.has(value)) return [];
  if (isPlaceholder(value)) {
    const message = `${value === "" ? "nothing" : quoted} stands for a decision, which is no reference`;
    return [{ kind: "decision-placeholder", line, message, repair: "name the decision, or leave it so in a template" }];
  }
  if (!isDecisionId(value)) {
    const message = `${quoted} is no id of the form D-####, so it refers to nothing`;
    return [{ kind: "decision-malformed", line, message, repair: "name the decision by its id" }];
  }
  if (known.archive.has(value)) {
    const message = `${value} is a decision that the archive alone has`;
    return [{ kind: "decision-archived", line, message, repair: "nothing: it counts" }];
  }
  const message = `${value} is no decision, neither in the ledger nor in its archive`;
  return [{ kind: "decision-unknown", line, message, repair: "name one that is, or add the decision" }];
}

function judgeCapsule({ value, line }: Stated): readonly Found[] {
  if (isCapsuleId(value)) return [];
  const message = `${JSON.stringify(value)} is no id of a capsule, so it counts as none`;
  return [{ kind: "capsule-id", line, message, repair: "write <folder>@<8 hex>, as the capsule's title has it" }];
}

const agent = /^[A-Za-z][\w.-]*$/u;

function judgeAgent({ producedBy }: PlacedHeader): readonly Found[] {
  if (producedBy === undefined || agent.test(producedBy.value) || isPlaceholder(producedBy.value)) return [];
  const message = `${JSON.stringify(producedBy.value)} is no agent: one word of letters, digits, ".", "_" and "-"`;
  return [{ kind: "agent-malformed", line: producedBy.line, message, repair: "write the agent as one word" }];
}

function judgeRules({ producedBy, rulesHash }: PlacedHeader): readonly Found[] {
  if (rulesHash === undefined || isTemplate(rulesHash.value)) return [];
  const { value, line } = rulesHash;
  const [, of = ""] = /^([^@\s]+)@[\w.+-]+$/u.exec(value) ?? [];
  if (!agent.test(of)) {
    const message = `${JSON.stringify(value)} is not of the form <AGENT>@<version>`;
    return [{ kind: "rules-hash-malformed", line, message, repair: "write the agent, @ and the version of its rules" }];
  }
  if (producedBy === undefined || !agent.test(producedBy.value)) return [];
  if (of.toLowerCase() === producedBy.value.toLowerCase()) return [];
  const message = `the rules are those of ${of}, and ${producedBy.value} made the file`;
  return [{ kind: "rules-hash-agent", line, message, repair: `name the rules of ${producedBy.value}, or who made it` }];
}

function isTemplate(rules: string): boolean {
  return isPlaceholder(rules) || /^<[^<>]*>@<[^<>]*>$/u.test(rules);
}
