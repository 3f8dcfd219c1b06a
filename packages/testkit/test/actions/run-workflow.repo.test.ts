import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  type Action,
  commonActions,
  pullRequestEvent,
  pushEvent,
  resultsOf,
  runWorkflow,
} from "../../src/lab/actions/index.ts";
import { gitRepo, repo, tempDir } from "../../src/index.ts";

const repository = "acme/shop";
const pin = "a".repeat(40);

/** A repository with two commits and a remote, and a push of the second one. */
function world() {
  const there = gitRepo(repo().file("a.txt", "1\n"), { origin: true });
  const before = there.git("rev-parse", "HEAD");
  const sha = there.commit("second");
  there.git("push", "--quiet", "origin", "main");
  const { origin = "" } = there;
  return { there, origin, event: pushEvent({ repository, sha, before, message: "second" }) };
}

async function run(text: string, more: Partial<Parameters<typeof runWorkflow>[0]> = {}) {
  const { origin, event } = world();
  return await runWorkflow({ text, event, repository, origin, dir: tempDir(), actions: commonActions, ...more });
}

const job = (steps: string, more = ""): string =>
  `on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n${more}    steps:\n${steps}`;

describe("a script", () => {
  test("is run by bash, which stops at what fails", async () => {
    const { jobs } = await run(
      job("      - run: |\n          false\n          echo not reached\n      - run: echo never\n"),
    );
    expect(jobs[0]).toMatchObject({
      result: "failure",
      steps: [{ outcome: "failure", stdout: "" }, { outcome: "skipped" }],
    });
  });

  test("does not stop at a part of a pipeline, unless bash is named", async () => {
    const steps = "      - run: false | true\n";
    expect(resultsOf(await run(job(steps)))).toEqual({ a: "success" });
    expect(resultsOf(await run(job(steps, "    defaults:\n      run:\n        shell: bash\n")))).toEqual({
      a: "failure",
    });
  });

  test("gets what stands around it, its own variables last, and what earlier steps left", async () => {
    const { jobs } = await run(
      `env: { A: workflow, B: workflow, C: workflow }\n${job(
        [
          "      - id: first",
          "        run: |",
          '          echo out=1 >>"$GITHUB_OUTPUT"',
          '          echo LEFT=2 >>"$GITHUB_ENV"',
          "          mkdir -p bin && printf '#!/bin/sh\\necho 3\\n' >bin/three && chmod +x bin/three",
          '          echo "$PWD/bin" >>"$GITHUB_PATH"',
          "          echo '# told' >>\"$GITHUB_STEP_SUMMARY\"",
          '      - run: echo "$A $B $C $LEFT $OUT $(three) $GITHUB_REPOSITORY"',
          '        env: { C: step, OUT: "${{ steps.first.outputs.out }}" }',
          "",
        ].join("\n"),
        "    env: { B: job, C: job }\n",
      )}`,
    );
    expect(jobs[0]?.steps[1]).toMatchObject({ stderr: "", stdout: "workflow job step 2 1 3 acme/shop\n" });
    expect(jobs[0]?.summary).toBe("# told\n");
  });

  test("that may fail stops nothing, and is told as it ended", async () => {
    const steps =
      '      - id: x\n        run: exit 3\n        continue-on-error: true\n      - run: echo "$O"\n        env: { O: "${{ steps.x.outcome }} ${{ steps.x.conclusion }}" }\n';
    const { jobs } = await run(job(steps));
    expect(jobs[0]?.result).toBe("success");
    expect(jobs[0]?.steps[1]?.stdout).toBe("failure success\n");
  });

  test("has a home and a temporary folder of its own", async () => {
    const { jobs } = await run(
      job('      - run: git config --global user.name x && echo "$HOME" && ls -A "$RUNNER_TEMP"\n'),
    );
    expect(existsSync(join(jobs[0]?.steps[0]?.stdout.split("\n")[0] ?? "", ".gitconfig"))).toBe(true);
  });
});

const chain = `on: push
jobs:
  first:
    runs-on: x
    outputs: { go: "\${{ steps.s.outputs.go }}" }
    steps: [{ id: s, run: 'echo "go=$GO" >>"$GITHUB_OUTPUT"', env: { GO: "\${{ vars.GO }}" } }]
  second: { runs-on: x, needs: first, if: "needs.first.outputs.go == 'yes'", steps: [{ run: "test ! -e /nowhere && exit 0" }] }
  third: { runs-on: x, needs: [second], steps: [{ run: "true" }] }
  last: { runs-on: x, needs: [third], if: "\${{ !cancelled() && needs.third.result != 'failure' }}", steps: [{ run: "true" }] }
`;

describe("jobs", () => {
  test("come in the order of their needs, and read their outputs", async () => {
    expect(resultsOf(await run(chain, { vars: { GO: "yes" } }))).toEqual({
      first: "success",
      second: "success",
      third: "success",
      last: "success",
    });
  });

  test("are skipped behind one that was skipped, unless they ask for something else", async () => {
    expect(resultsOf(await run(chain, { vars: { GO: "no" } }))).toEqual({
      first: "success",
      second: "skipped",
      third: "skipped",
      last: "success",
    });
  });

  test("that failed are run again with those that need them; what went well is kept with its outputs", async () => {
    const { origin, event } = world();
    const text = chain.replace("test ! -e /nowhere && exit 0", "cat $HOME/../../ready");
    const dir = tempDir();
    const options = { text, event, repository, origin, dir, actions: commonActions, vars: { GO: "yes" } };
    const failed = await runWorkflow(options);
    expect(resultsOf(failed)).toEqual({ first: "success", second: "failure", third: "skipped", last: "success" });
    writeFileSync(join(dir, "ready"), "yes");
    const again = await runWorkflow({ ...options, again: failed });
    expect(resultsOf(again)).toEqual({ first: "success", second: "success", third: "success", last: "success" });
    expect([again.attempt, again.jobs[0]]).toEqual([2, failed.jobs[0]]);
  });
});

describe("secrets", () => {
  const told =
    '      - run: echo "[$A][$B][$T]"\n        env: { A: "${{ secrets.A }}", B: "${{ secrets.B }}", T: "${{ github.token }}" }\n';
  const more = {
    secrets: { repository: { A: "a" }, environments: { signing: { B: "b" } } },
    token: ({ job: id, fork }: { readonly job: string; readonly fork: boolean }) =>
      `${id}-${fork ? "reads" : "writes"}`,
  };

  test("of an environment reach its jobs alone", async () => {
    expect((await run(job(told), more)).jobs[0]?.steps[0]?.stdout).toBe("[a][][a-writes]\n");
    expect((await run(job(told, "    environment: signing\n"), more)).jobs[0]?.steps[0]?.stdout).toBe(
      "[a][b][a-writes]\n",
    );
  });

  test("reach no pull request from a fork, whose token reads", async () => {
    const { there, origin } = world();
    const head = { ref: "fix", sha: there.git("rev-parse", "HEAD"), repository: "stranger/shop" };
    const base = { ref: "main", sha: there.git("rev-parse", "HEAD~1") };
    const event = pullRequestEvent({ repository, number: 7, sha: head.sha, head, base, title: "$(rm -rf .)" });
    const text = job(told).replace("on: push", "on: { pull_request: { branches: [main] } }");
    const { jobs } = await run(text, { ...more, event, origin });
    expect(jobs[0]?.steps[0]?.stdout).toBe("[][][a-reads]\n");
  });
});

describe("events", () => {
  test("start what names them and their branch, and nothing else", async () => {
    const started = async (on: string): Promise<boolean> =>
      (await run(job("      - run: 'true'\n").replace("on: push", `on: ${on}`))).started;
    expect(
      await Promise.all(["push", "[push]", "{ push: { branches: [main] } }", "{ push: null }"].map(started)),
    ).toEqual([true, true, true, true]);
    expect(await Promise.all(["pull_request", "{ push: { branches: [next] } }"].map(started))).toEqual([false, false]);
  });

  test("lie where GitHub puts them", async () => {
    const { jobs } = await run(job('      - run: cat "$GITHUB_EVENT_PATH"\n'));
    expect(JSON.parse(jobs[0]?.steps[0]?.stdout ?? "")).toMatchObject({
      ref: "refs/heads/main",
      head_commit: { message: "second" },
    });
  });
});

describe("actions", () => {
  const checkout = (inputs: string): string => `      - uses: actions/checkout@${pin}\n        with: { ${inputs} }\n`;

  test("a checkout has one commit, or all of them where it is told, on its branch", async () => {
    const count = "      - run: git rev-list --count HEAD && git branch --show-current && git status --porcelain\n";
    const shallow = await run(job(checkout("persist-credentials: false") + count));
    const whole = await run(job(checkout("persist-credentials: false, fetch-depth: 0") + count));
    expect([shallow, whole].map(({ jobs }) => jobs[0]?.steps[1]?.stdout)).toEqual(["1\nmain\n", "2\nmain\n"]);
  });

  test("are refused where they are given what they do not take, or nothing stands in for them", async () => {
    const { jobs } = await run(job(checkout("fetch-deth: 0, persist-credentials: false")));
    expect(jobs[0]?.steps[0]).toMatchObject({ outcome: "failure", stderr: expect.stringContaining("fetch-deth") });
    expect(resultsOf(await run(job(checkout("fetch-depth: 0"))))).toEqual({ a: "failure" });
    await expect(run(job(`      - uses: acme/unknown@${pin}\n`))).rejects.toThrow("acme/unknown");
  });

  test("hand files from job to job, and outputs from step to step", async () => {
    const seen: unknown[] = [];
    const note: Action = ({ inputs, token }) => {
      seen.push([inputs, token]);
      return { outputs: { said: "hello" } };
    };
    const text = `on: push
jobs:
  make:
    runs-on: x
    steps:
      - run: echo made >made.txt
      - uses: actions/upload-artifact@${pin}
        with: { name: made, path: made.txt, if-no-files-found: error }
  take:
    runs-on: x
    needs: make
    steps:
      - uses: actions/download-artifact@${pin}
        with: { name: made, path: "\${{ runner.temp }}/in" }
      - id: note
        uses: acme/note@${pin}
        with: { text: "\${{ github.ref_name }}", count: 2 }
      - run: cat "$RUNNER_TEMP/in/made.txt" && echo "$SAID"
        env: { SAID: "\${{ steps.note.outputs.said }}" }
`;
    const { jobs } = await run(text, { actions: { ...commonActions, "acme/note": note }, token: () => "t" });
    expect(jobs[1]?.steps[2]?.stdout).toBe("made\nhello\n");
    expect(seen).toEqual([[{ text: "main", count: "2" }, "t"]]);
  });
});

test("what is not run here is refused, and not passed over", async () => {
  await expect(run(job("      - run: 'true'\n", "    strategy: { matrix: { a: [1] } }\n"))).rejects.toThrow("strategy");
  await expect(run(job("      - run: 'true'\n        shell: pwsh\n"))).rejects.toThrow("pwsh");
  await expect(run(job("      - run: 'true'\n        timeout: 3\n"))).rejects.toThrow("timeout");
});
