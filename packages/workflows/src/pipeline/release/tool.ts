import { releaserCommand } from "../commands.ts";
import type { PipelineFacts } from "../facts.ts";
import { readsCode } from "../permissions.ts";
import type { Job, Step } from "../pipeline.ts";
import { checkout, setUp, setupNode } from "../set-up.ts";
import { type Crossing, crossingOutput, handOver, takeOver } from "./crossing.ts";

const crossing: Crossing = { name: "releaser", from: "tool", holds: ["."] };

/** Releaser as the lockfile has it, for the jobs after it: nothing of the repository, and no script of a dependency, ran where it was installed. */
export function toolJob(facts: PipelineFacts): Job {
  return {
    id: "tool",
    name: "tool",
    purpose: "hands Releaser to the jobs that install nothing, as the lockfile has it",
    permissions: [readsCode],
    timeoutMinutes: 15,
    outputs: crossingOutput,
    artifacts: [crossing.name],
    steps: [
      ...setUp(facts),
      { name: "Gather Releaser", run: `${releaserCommand(facts)} portable --out "$RUNNER_TEMP/portable"` },
      ...handOver(crossing, "$RUNNER_TEMP/portable"),
    ],
  };
}

/** How Releaser is called in a job that took it over. */
export const portable = 'node "$RUNNER_TEMP/releaser/releaser.mjs"';

/**
 * Checkout with its history, Node and the tool: what a job of a release stands on. Where the configuration has to be run, its
 * imports have to be there, so that dependencies are installed, without scripts.
 */
export function withTool(facts: PipelineFacts): readonly Step[] {
  const { runsConfig = false } = facts;
  return [
    ...(runsConfig ? setUp(facts, { history: true }) : [checkout({ history: true }), setupNode(facts)]),
    ...takeOver(crossing, "$RUNNER_TEMP/releaser"),
    gitCredentials,
  ];
}

/** Git asks for the token where it has to, of GitHub alone; only a step that has it in its environment can answer. */
const gitCredentials: Step = {
  name: "Let git ask for the token",
  run: [
    'git config --global user.name "github-actions[bot]"',
    'git config --global user.email "41898282+github-actions[bot]@users.noreply.github.com"',
    `git config --global "credential.$GITHUB_SERVER_URL.helper" '!f() { test "$1" = get && echo username=x-access-token && echo "password=$GITHUB_TOKEN"; }; f'`,
  ].join("\n"),
};

/** What keeps the configuration from being run, where its plain values are enough. */
export function statedOnly({ runsConfig = false }: PipelineFacts): string {
  return runsConfig ? "" : " --no-run-config";
}

/** What a job that builds stands on: dependencies with their scripts, and the tool. */
export function withDependencies(facts: PipelineFacts): readonly Step[] {
  return [
    ...setUp(facts, { history: true, scripts: true }),
    ...takeOver(crossing, "$RUNNER_TEMP/releaser"),
    gitCredentials,
  ];
}
