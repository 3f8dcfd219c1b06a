import { describe, expect, test } from "vitest";
import { type Job, type PipelineFacts, toPipeline, type Workflow } from "../src/index.ts";
import { combinations, facts, gate } from "./facts.ts";

function workflow(name: string, made: PipelineFacts = facts()): Workflow {
  return toPipeline(made).workflows.find((one) => one.name === name) ?? expect.unreachable(name);
}

function job(of: Workflow, id: string): Job {
  return of.jobs.find((one) => one.id === id) ?? expect.unreachable(id);
}

/** What a job runs in a shell, one after the other. */
function scripts({ steps }: Job): readonly string[] {
  return steps.flatMap((step) => ("run" in step ? [step.run] : []));
}

/** The actions of a job by what they are called, without their commits. */
function actions({ steps }: Job): readonly string[] {
  return steps.flatMap((step) => ("uses" in step ? [step.uses.replace(/@.*/u, "")] : []));
}

const installs = /\b(?:npm (?:ci|install)|(?:pnpm|yarn|bun) install)\b/u;

describe.each(combinations)("%s", (_, made) => {
  const { workflows } = toPipeline(made);
  const jobs = workflows.flatMap((one) => one.jobs);

  test("expressions reach scripts through the environment alone, and actions are at a commit", () => {
    const steps = jobs.flatMap((one) => one.steps);
    expect(steps.filter((step) => "run" in step && step.run.includes("${{"))).toEqual([]);
    expect(steps.filter((step) => "uses" in step && !/@[0-9a-f]{40}$/u.test(step.uses))).toEqual([]);
    const checkouts = steps.filter((step) => "uses" in step && step.uses.startsWith("actions/checkout@"));
    expect(checkouts.filter((step) => "with" in step && step.with?.["persist-credentials"] !== false)).toEqual([]);
  });

  test("an identity is told to the job that publishes to npm alone, which installs nothing", () => {
    const holders = jobs.filter(({ permissions }) => permissions.some(({ scope }) => scope === "id-token"));
    expect(holders.map(({ id }) => id)).toEqual(made.targets.includes("npm") ? ["published"] : []);
    for (const holder of holders) expect(scripts(holder).filter((script) => installs.test(script))).toEqual([]);
  });

  test("the signing key is in one job, behind an environment, which installs nothing", () => {
    const holders = jobs.filter(({ steps }) => JSON.stringify(steps).includes("secrets.RELEASER_SIGNING_KEY"));
    expect(holders.map(({ id, environment }) => [id, environment])).toEqual([["tagged", "signing"]]);
    for (const holder of holders) expect(scripts(holder).filter((script) => installs.test(script))).toEqual([]);
  });

  test("nothing is kept from run to run where something can be published, and scripts of dependencies run where no token writes", () => {
    const later = workflows.slice(1).flatMap((one) => one.jobs);
    const nodes = later.flatMap(({ steps }) => steps).filter((step) => "with" in step && step.with?.["node-version"]);
    expect(nodes.length).toBeGreaterThan(0);
    expect(nodes.filter((step) => !("with" in step) || step.with?.["package-manager-cache"] !== false)).toEqual([]);
    const writing = jobs.filter(({ permissions }) => permissions.some(({ access }) => access === "write"));
    const careless = writing
      .flatMap(scripts)
      .filter((script) => installs.test(script) && !/--ignore-scripts|skip-build|--global/u.test(script));
    expect(careless).toEqual([]);
  });
});

test("the same facts give the same pipeline", () => {
  expect(toPipeline(facts())).toEqual(toPipeline(facts()));
});

test("ci judges every gate that is run, and one check says whether all is well", () => {
  const ci = workflow("ci", facts({ gates: [gate("lint"), gate("test", { skip: "nothing to do" }), gate("build")] }));
  expect(ci.jobs.map(({ id }) => id)).toEqual(["lint", "build", "skew", "rehearsal", "status", "comment"]);
  expect(job(ci, "status").needs).toEqual(["lint", "build", "skew", "rehearsal"]);
  expect(scripts(job(ci, "lint"))).toEqual(["pnpm install --frozen-lockfile", "pnpm run lint"]);
  expect(actions(job(ci, "build"))).toContain("actions/upload-artifact");
});

test("a push to a pull request takes the place of the one before; every commit of the branch is judged", () => {
  expect(workflow("ci").concurrency).toEqual({
    group: "ci-${{ github.event.pull_request.number || github.run_id }}",
    cancelInProgress: true,
  });
});

test("a gate runs after those that it needs, in the same job, and no expression is made of its words", () => {
  const odd = gate("pack it", { after: ["build"], command: "node check.mjs '${{ github.token }}'" });
  const ci = workflow("ci", facts({ gates: [gate("clean"), gate("build", { after: ["clean"] }), odd] }));
  expect(scripts(job(ci, "pack-it")).slice(1)).toEqual([
    "pnpm run clean",
    "pnpm run build",
    "node check.mjs '$''{{ github.token }}'",
  ]);
});

test("a gate of Releaser's own is called as it is installed", () => {
  const contracts = gate("sentinel:contracts", { command: "releaser prove HEAD --gate sentinel:contracts" });
  const ci = workflow("ci", facts({ gates: [contracts], packageManager: "npm" }));
  expect(scripts(job(ci, "sentinel-contracts")).at(-1)).toBe(
    "npx --no -- releaser prove HEAD --gate sentinel:contracts",
  );
});

test("gates whose ids make the same job, or one of ours, are jobs of their own", () => {
  const ci = workflow("ci", facts({ gates: [gate("a:b"), gate("a b"), gate("status"), gate("1")] }));
  expect(ci.jobs.map(({ id }) => id)).toEqual([
    "a-b",
    "gate-a-b",
    "gate-status",
    "gate-1",
    "skew",
    "rehearsal",
    "status",
    "comment",
  ]);
  expect(ci.jobs.slice(0, 4).map(({ name }) => name)).toEqual(["a:b", "a b", "gate-status", "1"]);
});

test("a release goes from job to job in the order of its states", () => {
  const order = (made: PipelineFacts): readonly string[] => workflow("release", made).jobs.map(({ id }) => id);
  const all = ["tool", "look", "packed", "staged", "tagged", "published", "announce", "verify"];
  expect(order(facts())).toEqual(all);
  expect(order(facts({ targets: [] }))).toEqual(all.filter((id) => id !== "published"));
  expect(order(facts({ page: "none" }))).toEqual(["tool", "look", "packed"]);
  const announce = job(workflow("release", facts({ targets: ["tarball"] })), "announce");
  expect([announce.needs, announce.if]).toEqual([["tool", "look", "tagged"], expect.stringContaining("!cancelled()")]);
});

test.each([
  ["pnpm", undefined, "pnpm install --frozen-lockfile --ignore-scripts", "pnpm exec releaser"],
  ["npm", undefined, "npm ci --ignore-scripts", "npx --no -- releaser"],
  ["yarn", "1", "yarn install --frozen-lockfile --ignore-scripts", "yarn --silent run releaser"],
  ["yarn", "4.12.0", "yarn install --immutable --mode=skip-build", "yarn run releaser"],
  ["bun", undefined, "bun install --frozen-lockfile --ignore-scripts", "bunx --no-install releaser"],
] as const)(
  "%s %s installs without scripts where Releaser versions",
  (packageManager, packageManagerVersion, install, command) => {
    const version = job(workflow("version-packages", facts({ packageManager, packageManagerVersion })), "version");
    expect(scripts(version)).toContain(install);
    expect(version.steps.at(-1)).toMatchObject({
      uses: expect.stringMatching(/^changesets\/action\/version@/u),
      with: { script: `${command} version --no-commit` },
    });
  },
);

test("a pin of the package manager counts", () => {
  const set = (more: Partial<PipelineFacts>): string =>
    JSON.stringify(job(workflow("release", facts(more)), "tool").steps);
  expect(set({ packageManagerVersion: undefined })).toContain('"with":{"version":12}');
  expect(set({})).not.toContain('"version"');
  expect(set({ packageManager: "npm", packageManagerVersion: "11.6.0" })).toContain("npm install --global npm@11.6.0");
  expect(set({ packageManager: "yarn", packageManagerVersion: "4.12.0" })).toContain("corepack enable yarn");
  expect(set({ packageManager: "npm", packageManagerVersion: "1.0.0; rm -rf /" })).not.toContain("rm -rf");
});

test("images bring the credentials of their registries, and those who are told bring permissions", () => {
  const release = workflow(
    "release",
    facts({
      targets: ["container"],
      images: ["ghcr.io/acme/app"],
      told: ["comments", "discussion"],
      webhook: "CHAT_URL",
    }),
  );
  const scopes = (id: string): readonly string[] => job(release, id).permissions.map(({ scope }) => scope);
  expect(scopes("staged")).toEqual(["contents", "packages"]);
  expect(scopes("published")).toEqual(["contents", "packages"]);
  const docker = (id: string): readonly unknown[] =>
    job(release, id).steps.flatMap(({ env }) => env?.["DOCKER_CONFIG"] ?? []);
  expect([docker("staged"), docker("tagged"), docker("published")]).toEqual([
    ["${{ runner.temp }}/docker", "${{ runner.temp }}/docker"],
    [],
    ["${{ runner.temp }}/docker", "${{ runner.temp }}/docker"],
  ]);
  expect(scopes("announce")).toEqual(["contents", "pull-requests", "issues", "discussions"]);
  expect(job(release, "announce").steps.at(-1)?.env).toMatchObject({ CHAT_URL: "${{ secrets.CHAT_URL }}" });
  expect(JSON.stringify(release)).not.toMatch(/RELEASER_REGISTRY_AUTHS|HOME/u);
  const foreign = workflow("release", facts({ targets: ["container"], images: ["docker.io/acme/app"] }));
  expect(JSON.stringify(foreign)).toContain("secrets.RELEASER_REGISTRY_AUTHS");
  expect(JSON.stringify(foreign)).not.toContain('"packages"');
});

test("a configuration that has to be run brings its dependencies, and nothing else does", () => {
  const published = (more: Partial<PipelineFacts>): Job => job(workflow("release", facts(more)), "published");
  expect(scripts(published({ runsConfig: true }))[0]).toBe("pnpm install --frozen-lockfile --ignore-scripts");
  expect(scripts(published({ runsConfig: true })).at(-1)).not.toContain("--no-run-config");
  expect(scripts(published({})).at(-1)).toContain("--no-run-config");
});

test("what a job hands over lands where it can take the place of nothing: neither of the tool, nor of what another job handed over", () => {
  const { jobs } = workflow("release", facts({ runsConfig: true }));
  const downloads = jobs.map(({ steps }) =>
    steps.flatMap((step) =>
      "uses" in step && step.uses.startsWith("actions/download-artifact@") ? [step.with?.["path"]] : [],
    ),
  );
  const tool = "${{ runner.temp }}/handed-releaser";
  expect(downloads).toEqual([
    [],
    [tool],
    [tool],
    [tool, "${{ runner.temp }}/handed-packed"],
    [tool],
    [tool],
    [tool],
    [tool],
  ]);
});

test("what crosses from job to job is there for as long as reviewers may take", () => {
  const uploads = workflow("release").jobs.flatMap(({ id, steps }) =>
    steps.flatMap((step) =>
      "uses" in step && step.uses.startsWith("actions/upload-artifact@") ? [[id, step.with?.["retention-days"]]] : [],
    ),
  );
  expect(uploads).toEqual([
    ["tool", 30],
    ["packed", 30],
  ]);
});
