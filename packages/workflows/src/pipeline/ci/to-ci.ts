import { uses } from "../actions/uses.ts";
import { releaserCommand } from "../commands.ts";
import type { PipelineFacts } from "../facts.ts";
import { readsCode } from "../permissions.ts";
import type { Job, Workflow } from "../pipeline.ts";
import { setUp } from "../set-up.ts";
import { gateJobs } from "./gate-jobs.ts";

/** What every pull request and every commit of the branch has to pass. */
export function toCi(facts: PipelineFacts): Workflow {
  const judging = [...gateJobs(facts), skewJob(facts), rehearsalJob(facts)];
  return {
    file: ".github/workflows/ci.yml",
    name: "ci",
    purpose: "what every pull request and every commit of the branch has to pass",
    trigger: {
      on: { pull_request: {}, push: { branches: [facts.branch] }, merge_group: {}, workflow_dispatch: {} },
      words: ["a pull request", `a push to ${facts.branch}`, "a merge queue", "a person, or `releaser prove --remote`"],
    },
    // Of one group GitHub keeps one run that waits and cancels those before it, which would leave commits of the branch unjudged.
    concurrency: { group: "ci-${{ github.event.pull_request.number || github.run_id }}", cancelInProgress: true },
    jobs: [...judging, statusJob(judging.map(({ id }) => id)), commentJob(facts)],
  };
}

function skewJob(facts: PipelineFacts): Job {
  const releaser = releaserCommand(facts);
  return {
    id: "skew",
    name: "skew",
    purpose: "versions agree, and the workflows and their plan are what the configuration says",
    permissions: [readsCode],
    timeoutMinutes: 10,
    steps: [
      ...setUp(facts, { history: true, cache: true }),
      { name: "Look for version skew", run: `${releaser} skew --format github` },
      {
        name: "Look for workflows that were changed by hand",
        if: "${{ !cancelled() }}",
        run: `${releaser} wire --check`,
      },
      {
        name: "Look for a plan of the pipeline that is not up to date",
        if: "${{ !cancelled() }}",
        run: `${releaser} plan --check`,
      },
    ],
  };
}

function rehearsalJob(facts: PipelineFacts): Job {
  const releaser = releaserCommand(facts);
  return {
    id: "rehearsal",
    name: "rehearsal",
    purpose: "the release that merging would make, for real, in a folder of its own; where changesets are pending",
    if: "github.event_name == 'pull_request'",
    permissions: [readsCode],
    timeoutMinutes: 60,
    artifacts: ["rehearsal"],
    steps: [
      ...setUp(facts, { history: true, cache: true, scripts: true }),
      {
        id: "pending",
        name: "Look for changesets",
        run: [
          `message=$(${releaser} plan --format commit-message)`,
          'if [ -n "$message" ]; then echo "pending=true" >>"$GITHUB_OUTPUT"; else echo "nothing is pending"; fi',
        ].join("\n"),
      },
      {
        name: "Rehearse",
        if: "steps.pending.outputs.pending == 'true'",
        env: { KEEP: "${{ runner.temp }}/rehearsal" },
        run: `${releaser} rehearse --keep "$KEEP"`,
      },
      {
        uses: uses("actions/upload-artifact"),
        if: "${{ !cancelled() && steps.pending.outputs.pending == 'true' }}",
        with: {
          name: "rehearsal",
          path: "${{ runner.temp }}/rehearsal/result.json\n${{ runner.temp }}/rehearsal/releases\n",
          "if-no-files-found": "ignore",
          "retention-days": 7,
        },
      },
    ],
  };
}

/** The one check that a branch has to require, whatever gates come and go. A comment says nothing of the code, so it is not waited for. */
function statusJob(needs: readonly string[]): Job {
  return {
    id: "status",
    name: "status",
    purpose: "every job before it passed or had nothing to do: the one check to require",
    needs,
    if: "always()",
    permissions: [],
    timeoutMinutes: 5,
    steps: [
      {
        name: "Judge the other jobs",
        env: { RESULTS: "${{ join(needs.*.result, ' ') }}" },
        run: [
          "for result in $RESULTS; do",
          '  case "$result" in',
          "    success | skipped) ;;",
          '    *) echo "::error::a job ended with $result"; exit 1 ;;',
          "  esac",
          "done",
        ].join("\n"),
      },
    ],
  };
}

function commentJob(facts: PipelineFacts): Job {
  return {
    id: "comment",
    name: "comment",
    purpose: "tells on the pull request what merging it would release; not on one of a fork",
    if: "github.event_name == 'pull_request' && github.event.pull_request.head.repo.full_name == github.repository",
    permissions: [readsCode, { scope: "pull-requests", access: "write", reason: "the comment" }],
    timeoutMinutes: 10,
    steps: [
      ...setUp(facts, { history: true }),
      {
        name: "Comment",
        env: { GITHUB_TOKEN: "${{ github.token }}" },
        run: `${releaserCommand(facts)} plan --format comment --post`,
      },
    ],
  };
}
