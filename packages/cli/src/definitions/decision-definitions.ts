import { createOption } from "commander";
import type { DecisionOptions } from "../verbs/decision.ts";
import type { VerbDefinition } from "./verb-definition.ts";

/** Verbs under one name that are no step of a release. */
export interface VerbGroup {
  readonly name: string;
  readonly summary: string;
  readonly about: string;
  readonly verbs: readonly VerbDefinition<DecisionOptions>[];
}

const document = "--json prints a decision-ledger.v1.";

/** `releaser decision`: the ledger of decisions that changesets, headers and sentinels refer to. */
export const decisionDefinitions: VerbGroup = {
  name: "decision",
  summary: "the ledger of decisions: add, list, check",
  about: "Works on .sentinel/DECISIONS.md; DECISIONS.archive.md beside it is looked at second.",
  verbs: [
    {
      name: "add",
      summary: "add a decision under the next id, and raise that",
      about: `Writes one entry and NEXT_ID, in one step and under a lock; no other byte changes. ${document}`,
      options: [
        createOption("--decision <text>", "what was decided, in one line").makeOptionMandatory(),
        createOption("--rationale <text>", "why, in one line").makeOptionMandatory(),
        createOption("--scope <text>", "the packages or surfaces that it concerns").makeOptionMandatory(),
        createOption("--outputs <paths>", "what came of it, separated by commas").makeOptionMandatory(),
        createOption("--author <name>", "who decided; git's user.name unless told"),
        createOption("--date <day>", "YYYY-MM-DD; today in UTC unless told"),
        createOption("--supersedes <ids>", "decisions that it takes the place of").default("none"),
        createOption("--break-lock", "take away the lock of a process that is not running any more"),
      ],
      run: async (terminal, options) => await (await import("../verbs/decision.ts")).addDecision(terminal, options),
    },
    {
      name: "list",
      dryRun: false,
      summary: "the decisions, each on a line",
      about: `Those of the archive come last. ${document}`,
      run: async (terminal, options) => await (await import("../verbs/decision.ts")).listDecisions(terminal, options),
    },
    {
      name: "check",
      dryRun: false,
      summary: "look for what is wrong with the ledger and with the file headers that refer to it; any error fails",
      about: `Duplicates, gaps, placeholders, NEXT_ID, ids that are unknown, capsules that are not there; in the first lines of files that git tracks, decisions that are none, malformed agents, rules of another agent. Exit 3 for an error. ${document}`,
      run: async (terminal, options) => await (await import("../verbs/decision.ts")).checkDecisions(terminal, options),
    },
  ],
};
