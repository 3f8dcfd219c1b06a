import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gitRepo, type GitRepo, releaser } from "@releaser/testkit";
import {
  addRepository,
  emptyState,
  type GitHubJob,
  type GitHubRepository,
  type GitHubWorkflow,
  openGitHub,
} from "@releaser/testkit/github";
import { expect, onTestFinished, test } from "vitest";
import type { StatusDocument } from "../src/status-document.ts";
import { statusIn } from "./documents.ts";
import { acme } from "./worlds.ts";

interface Hosted {
  readonly repo: GitRepo;
  readonly repository: GitHubRepository;
  readonly log: readonly string[];
  prove(): Promise<StatusDocument & { readonly said: string }>;
}

/** A repository on a fake GitHub that has one workflow. */
async function hosted(workflow: Partial<GitHubWorkflow>): Promise<Hosted> {
  const state = emptyState();
  state.tokens = { writer: { login: "releaser", role: "write", refusal: 403 } };
  const ci: GitHubWorkflow = { path: ".github/workflows/ci.yml", on: ["push"], jobs: [], ...workflow };
  const repository = addRepository(state, "acme/shop", { workflows: [ci] });
  const server = await openGitHub({ state });
  onTestFinished(() => server.close());
  const page = { kind: "github", repository: "acme/shop", apiUrl: server.at.api };
  const world = acme()
    .root({ scripts: { lint: "x", test: "x" } })
    .file("releaser.config.json", JSON.stringify({ page }));
  const repo = gitRepo(world, { origin: true });
  repository.gitDir = repo.git("remote", "get-url", "origin");
  const env = { GITHUB_TOKEN: "writer" };
  return {
    repo,
    repository,
    log: server.log,
    prove: async () => {
      const ran = await releaser(["prove", "--remote", "--json"], { cwd: repo.dir, env });
      return { ...statusIn(ran), said: ran.stderr };
    },
  };
}

const job = (name: string, more: Partial<GitHubJob> = {}): GitHubJob => ({
  name,
  conclusion: "success",
  after: 1,
  ...more,
});

test("a feature branch is pushed and its checks are waited for; one that fails names its job, its address and its owner", async () => {
  const jobs = [job("lint", { conclusion: "failure", title: "2 errors" }), job("test", { after: 2 }), job("docs")];
  const { repo, repository, log, prove } = await hosted({ jobs });
  repo.git("switch", "--quiet", "--create", "feature");
  writeFileSync(join(repo.dir, "new.txt"), "");
  repo.commit("something new");
  const failed = await prove();
  expect(failed.exit).toBe(4);
  expect(failed.resources.map(({ id, verdict, note }) => [id.split(":")[0], verdict, note])).toEqual([
    ["push", "applied", expect.any(String)],
    ["checks", "held", "3 ended"],
  ]);
  expect(failed.failures).toMatchObject([
    {
      code: "E_CHECK_FAILED",
      who: "Builder",
      what: "the check lint did not pass on GitHub",
      why: "it ended as failure: 2 errors",
      next: expect.stringMatching(/^read https:\/\/github\.test\/acme\/shop\/actions\/runs\/\d+\/job\/\d+; /u),
    },
  ]);
  expect(failed.said).toMatch(
    /… checks:[0-9a-f]{12}: 0 of 3 have ended; lint, test, docs to go\n.*: 2 of 3 have ended; test to go\n/su,
  );
  expect(failed.said.trimEnd().split("\n").at(-1)).toBe("next: mend what is marked ✗, then releaser prove --remote");
  expect(repo.git("ls-remote", "origin", "refs/heads/feature")).toContain(repo.git("rev-parse", "HEAD"));

  for (const one of repository.workflows[0]?.jobs ?? []) one.conclusion = "success";
  repo.git("commit", "--quiet", "--allow-empty", "--message", "mended");
  const mended = await prove();
  expect([mended.ok, mended.failures, mended.next]).toEqual([true, [], expect.stringContaining("merge the branch")]);
  const twice = await prove();
  expect(twice.resources.map(({ verdict }) => verdict)).toEqual(["held", "held"]);
  expect(log.filter((line) => line.startsWith("POST"))).toEqual([]);
});

test("a workflow that no push starts is started on the branch, once", async () => {
  const { repo, log, prove } = await hosted({ on: ["workflow_dispatch"], jobs: [job("test", { after: 0 })] });
  repo.git("switch", "--quiet", "--create", "feature");
  repo.git("push", "--quiet", "origin", "feature");
  for (const ok of [await prove(), await prove()].map((status) => status.ok)) expect(ok).toBe(true);
  expect(log.filter((line) => line.startsWith("POST"))).toEqual([
    "POST /repos/acme/shop/actions/workflows/ci.yml/dispatches 204",
  ]);
});

test("one that cannot be started so is refused in GitHub's own words, and nothing is pushed to the branch of releases", async () => {
  const { repo, prove } = await hosted({ on: [] });
  repo.git("switch", "--quiet", "--create", "feature");
  repo.git("push", "--quiet", "origin", "feature");
  const refused = await prove();
  expect(refused.failures).toMatchObject([
    { code: "E_GITHUB_REFUSED", why: expect.stringContaining("workflow_dispatch") },
  ]);
  repo.git("switch", "--quiet", "main");
  const before = repo.git("ls-remote", "origin");
  writeFileSync(join(repo.dir, "new.txt"), "");
  repo.commit("something new");
  const onMain = await prove();
  expect(onMain.failures).toMatchObject([{ code: "E_REMOTE_BRANCH", who: "you" }]);
  expect(repo.git("ls-remote", "origin")).toBe(before);
});
