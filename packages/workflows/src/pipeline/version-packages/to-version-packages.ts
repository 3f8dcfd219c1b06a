import { uses } from "../actions/uses.ts";
import { releaserCommand } from "../commands.ts";
import type { PipelineFacts } from "../facts.ts";
import type { Job, Step, Workflow } from "../pipeline.ts";
import { setUp } from "../set-up.ts";

const title = "Version packages";

/** The pull request that makes every version what the plan says, kept up to date while changesets are pending. */
export function toVersionPackages(facts: PipelineFacts): Workflow {
  return {
    file: ".github/workflows/version-packages.yml",
    name: "version-packages",
    purpose: "the pull request that makes every version what the plan says",
    trigger: { on: { push: { branches: [facts.branch] } }, words: [`a push to ${facts.branch}`] },
    concurrency: { group: "version-packages", cancelInProgress: false },
    jobs: [versionJob(facts)],
  };
}

function versionJob(facts: PipelineFacts): Job {
  return {
    id: "version",
    name: "version",
    purpose: "opens the version-packages pull request, or brings it up to date; where changesets are pending",
    permissions: [
      { scope: "contents", access: "write", reason: `the branch changeset-release/${facts.branch}` },
      { scope: "pull-requests", access: "write", reason: "the pull request" },
    ],
    timeoutMinutes: 20,
    steps: [...setUp(facts, { history: true }), messageStep(facts), pullRequestStep(facts)],
  };
}

/** The message is asked for before anything is versioned; there is none where nothing is pending. */
function messageStep(facts: PipelineFacts): Step {
  return {
    id: "plan",
    name: "Write the commit message",
    run: [
      `message=$(${releaserCommand(facts)} plan --format commit-message)`,
      "end=$(node -p 'crypto.randomUUID()')",
      `{ echo "message<<$end"; echo "$message"; echo "$end"; } >>"$GITHUB_OUTPUT"`,
    ].join("\n"),
  };
}

/** The sub-action that versions and nothing else: it neither publishes, nor pushes tags, nor makes releases. */
function pullRequestStep(facts: PipelineFacts): Step {
  return {
    name: "Open the pull request, or bring it up to date",
    uses: uses("changesets/action", "version"),
    if: "steps.plan.outputs.message != ''",
    with: {
      script: `${releaserCommand(facts)} version --no-commit`,
      "commit-message": "${{ steps.plan.outputs.message }}",
      "pr-title": title,
    },
  };
}
