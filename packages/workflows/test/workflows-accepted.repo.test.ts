import { expect, test } from "vitest";
import { type PipelineFacts, toPipeline } from "../src/index.ts";
import { renderWorkflow } from "../src/render/workflow-file.ts";
import { combinations, facts, gate } from "./facts.ts";
import { workflowProblems } from "./workflow-problems.ts";

async function problemsOf(made: PipelineFacts): Promise<readonly string[]> {
  const { workflows } = toPipeline(made);
  const found = workflows.map(async (workflow) => {
    const text = renderWorkflow(workflow, { runner: made.runner, from: "releaser.config.ts" });
    return (await workflowProblems(workflow.file, text)).map((problem) => `${workflow.file} ${problem}`);
  });
  return (await Promise.all(found)).flat();
}

test.each(combinations)("%s: actionlint and GitHub's schema accept every workflow", async (_, made) => {
  expect(await problemsOf(made)).toEqual([]);
});

test.each<readonly [string, Partial<PipelineFacts>]>([
  ["no page", { page: "none" }],
  ["a directory as page", { page: "directory", runner: "self-hosted" }],
  ["no lockfile", { locked: false }],
  ["bun", { packageManager: "bun", packageManagerVersion: undefined }],
  ["a configuration that has to be run", { runsConfig: true }],
  ["everybody told", { told: ["comments", "discussion"], webhook: "CHAT_URL" }],
  ["gates of odd names", { gates: [gate("a:b"), gate("a b"), gate("1"), gate("status"), gate("${{ x }}")] }],
  ["no gates", { gates: [] }],
])("%s: actionlint and GitHub's schema accept every workflow", async (_, more) => {
  expect(await problemsOf(facts(more))).toEqual([]);
});

const good = renderWorkflow(toPipeline(facts()).workflows[0] ?? expect.unreachable(), { runner: "x", from: "y" });

test.each([
  ["timeout-minutes: 5", "timeout-minute: 5", "timeout-minute"],
  ["needs:\n      - lint", "needs:\n      - lin", "lin"],
  ["github.event_name", "github.event_nam(", ""],
])("%j turned into %j is not accepted", async (old, spoilt, word) => {
  expect(good).toContain(old);
  expect((await workflowProblems("ci.yml", good.replace(old, spoilt))).join("\n")).toContain(word);
  expect(await workflowProblems("ci.yml", good.replace(old, spoilt))).not.toEqual([]);
});
