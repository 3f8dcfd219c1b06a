import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { cleanEnv, gitRepo, type ReleaserOptions, repo, startProgram, tempDir } from "../src/index.ts";
import {
  type Action,
  applies,
  type Call,
  emptyRegistry,
  faultPlan,
  faults,
  openFaultProxy,
  openLabRegistry,
  serveGit,
  writeNpmrc,
} from "../src/lab/index.ts";

const run = promisify(execFile);

function quick(cwd: string): ReleaserOptions {
  return { cwd, env: { GIT_TERMINAL_PROMPT: "0" }, timeout: 5000 };
}

function packageFolder(version: string): string {
  const dir = join(tempDir(), "package");
  mkdirSync(dir);
  writeFileSync(join(dir, "package.json"), JSON.stringify({ name: "@s/a", version, main: "index.js" }));
  writeFileSync(join(dir, "index.js"), "module.exports = 1;\n");
  return dir;
}

test("npm itself publishes to the registry, tags, deprecates and installs from it, and a state of it comes back", async () => {
  const registry = await openLabRegistry();
  onTestFinished(() => registry.close());
  const place = tempDir();
  const env = cleanEnv({
    NPM_CONFIG_USERCONFIG: writeNpmrc(join(place, "npmrc"), registry.url),
    NPM_CONFIG_CACHE: place,
  });
  const npm = async (cwd: string, ...args: readonly string[]): Promise<string> =>
    (await run("npm", [...args], { cwd, env })).stdout;
  await npm(packageFolder("1.0.0"), "publish", "--access", "public");
  const one = registry.snapshot();
  await npm(packageFolder("1.1.0"), "publish", "--access", "public");
  await expect(npm(packageFolder("1.1.0"), "publish")).rejects.toThrow("previously published");
  await npm(place, "dist-tag", "add", "@s/a@1.0.0", "old");
  await npm(place, "deprecate", "@s/a@1.1.0", "broken");
  expect(JSON.parse(await npm(place, "view", "@s/a@1.1.0", "dist-tags", "deprecated", "--json"))).toEqual({
    "dist-tags": { latest: "1.1.0", old: "1.0.0" },
    deprecated: "broken",
  });
  await npm(place, "dist-tag", "rm", "@s/a", "old");
  await npm(place, "install", "--prefix", place, "@s/a");
  expect(readFileSync(join(place, "node_modules/@s/a/index.js"), "utf8")).toBe("module.exports = 1;\n");
  expect(registry.snapshot().published).toEqual(["@s/a@1.0.0", "@s/a@1.1.0"]);
  registry.restore(one);
  expect(await npm(place, "view", "@s/a", "versions", "--json", "--prefer-online")).toContain("1.0.0");
  expect(registry.snapshot()).toBe(one);
});

test("git pushes to its own server over HTTP, and each fault at the push leaves what it says it leaves", async () => {
  const { dir, git, commit, origin = "" } = gitRepo(repo().pkg("a@1.0.0"), { origin: true });
  const upstream = await serveGit(join(origin, ".."));
  let action: Action | undefined;
  let plan = faultPlan();
  const proxy = await openFaultProxy({ service: "git", upstream: upstream.url, plan: () => plan });
  onTestFinished(async () => await Promise.all([upstream.close(), proxy.close()]).then(() => {}));
  git("remote", "set-url", "origin", `${proxy.url}/origin.git`);
  // Git waits for ever for the rest of an answer that ended early.
  const push = async (): Promise<boolean> =>
    (await startProgram(["git", "push", "--quiet", "--atomic", "origin", "HEAD:refs/heads/main"], quick(dir)).done)
      .code === 0;
  const outcomes: Record<string, readonly [told: boolean, done: boolean]> = {};
  for (const fault of faults) {
    const head = commit(fault);
    action = { fault };
    plan = faultPlan((call) => (call.writes && applies(fault, call) ? action : undefined));
    const told = await push();
    outcomes[fault] = [told, git("--git-dir", origin, "rev-parse", "main") === head];
  }
  const writes = plan.calls.filter((call: Call) => call.writes);
  expect(writes.map(({ method, path }) => [method, path])).toEqual([["POST", "/origin.git/git-receive-pack"]]);
  const status = [false, false];
  expect(outcomes).toEqual({
    refused: status,
    reset: [false, true],
    truncated: [false, true],
    timeout: status,
    ...Object.fromEntries(["401", "403", "404", "409", "422", "429", "500", "502", "504"].map((one) => [one, status])),
    "told, not done": [true, false],
    "done, not told": [false, true],
    slow: [true, true],
    stale: [true, true],
  });
});

test("what is read stale is what was there first, and success that is told of a publication is believed by npm", async () => {
  const registry = await openLabRegistry();
  let plan = faultPlan();
  const proxy = await openFaultProxy({ service: "npm", upstream: registry.url, plan: () => plan });
  onTestFinished(async () => await Promise.all([registry.close(), proxy.close()]).then(() => {}));
  const env = cleanEnv({
    NPM_CONFIG_USERCONFIG: writeNpmrc(join(tempDir(), "npmrc"), proxy.url),
    NPM_CONFIG_CACHE: tempDir(),
  });
  expect((await fetch(`${proxy.url}/@s%2fa`)).status).toBe(404);
  plan = faultPlan(({ writes }) => (writes ? { fault: "told, not done" } : undefined));
  await run("npm", ["publish", "--access", "public"], { cwd: packageFolder("1.0.0"), env });
  expect(registry.snapshot()).toEqual(emptyRegistry);
  plan = faultPlan();
  await run("npm", ["publish", "--access", "public"], { cwd: packageFolder("1.0.0"), env });
  const packument = await fetch(`${proxy.url}/@s%2fa`);
  expect(await packument.json()).toMatchObject({
    versions: { "1.0.0": { dist: { tarball: `${proxy.url}/@s/a/-/a-1.0.0.tgz` } } },
  });
  plan = faultPlan(() => ({ fault: "stale" }));
  expect((await fetch(`${proxy.url}/@s%2fa`)).status).toBe(404);
});
