import type { Level } from "@releaser/core";
import { type AuditDraft, defineAuditRule } from "../audit-rule.ts";
import type { AuditedJob, AuditedStep, AuditedWorkflow } from "../workflow/audited-workflow.ts";
import { type Expression, expressionsIn } from "../workflow/expressions.ts";
import { asMapping, scalarsIn, valueOf } from "../workflow/look.ts";
import type { Scalar } from "../workflow/tree.ts";
import { isPlain, isUntrusted } from "../workflow/untrusted.ts";

/** Inputs of actions that are run as code. */
const scripts: Readonly<Record<string, readonly string[]>> = {
  "actions/github-script": ["script"],
  "azure/cli": ["inlinescript"],
  "azure/powershell": ["inlinescript"],
  "changesets/action": ["publish", "publish-script", "version", "version-script"],
  "changesets/action/publish": ["script"],
  "changesets/action/version": ["script"],
  "nick-fields/retry": ["command", "on_retry_command", "new_command_on_retry"],
};

export const expressionInScript = defineAuditRule({
  id: "expression-in-script",
  title: "what an expression gives reaches a script through `env:` alone",
  level: "error",
  *check(workflow) {
    for (const job of workflow.jobs) {
      for (const step of job.steps) yield* draftsOf({ step, job, workflow });
    }
  },
});

function draftsOf(around: Around): readonly AuditDraft[] {
  return scriptsOf(around.step).flatMap((script) =>
    expressionsIn(script, around.workflow.source).map((expression) =>
      toDraft(expression, { script, level: levelOf(expression, around) }),
    ),
  );
}

function toDraft(
  { text, start }: Expression,
  { script, level }: { readonly script: Scalar; readonly level: Level },
): AuditDraft {
  const what = level === "error" ? `${text}, which anybody may write,` : text;
  return {
    at: { start, pointer: script.pointer },
    level,
    message: `${what} becomes a part of the script`,
    hint: "give it to the step through `env:`, and read the variable in the script",
  };
}

function scriptsOf({ uses, run, inputs }: AuditedStep): readonly Scalar[] {
  const keys = scripts[uses?.action ?? ""] ?? [];
  const given = inputs.entries.filter(({ key }) => keys.includes(key.toLowerCase())).map(({ value }) => value);
  return [run, ...given].filter((one) => one?.kind === "scalar");
}

interface Around {
  readonly step: AuditedStep;
  readonly job: AuditedJob;
  readonly workflow: AuditedWorkflow;
}

/** Where nothing but what GitHub or the file itself says can come out, only a workflow of ours is held to the rule. */
function levelOf({ yields }: Expression, around: Around): Level {
  if (yields.some((path) => isUntrusted(path) || comesFromOutside(path, around))) return "error";
  const harmless = yields.every((path) => isPlain(path) || isWrittenOut(path, around));
  return harmless && !around.workflow.ours ? "info" : "warning";
}

/** A value of the matrix, where the file lists them all. */
function isWrittenOut(path: string, { job }: Around): boolean {
  const matrix = valueOf(valueOf(job.body, "strategy"), "matrix");
  return /^matrix\.[\w-]+$/u.test(path) && scalarsIn(matrix).every(({ text }) => /^[\w .:/@+-]*$/u.test(text));
}

/** `env.TITLE` is as much to be trusted as what it was set to. */
function comesFromOutside(path: string, { step, job, workflow }: Around): boolean {
  const [context, name = ""] = path.split(".");
  if (context !== "env") return false;
  return [step.body, job.body, workflow.root]
    .flatMap((body) => asMapping(valueOf(body, "env")).entries)
    .filter(({ key }) => key.toLowerCase() === name)
    .flatMap(({ value }) => (value.kind === "scalar" ? expressionsIn(value, workflow.source) : []))
    .some(({ yields }) => yields.some((one) => isUntrusted(one)));
}
