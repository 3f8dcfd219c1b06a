import type { Failure, Owner, Workspace } from "@releaser/core";
import { repo, type World } from "@releaser/testkit";
import { expect, test } from "vitest";
import { discoverGates, type Gate, type GatesConfig } from "../src/index.ts";

const scripts = { lint: "x", typecheck: "x", test: "x", build: "x", other: "x" };
const world = repo().root({ scripts });

function discover(from: World, config: GatesConfig = {}, folders: readonly string[] = []): readonly Gate[] {
  return discoverGates({ workspace: from.workspace(), config, exists: (path) => folders.includes(path) });
}

const told = ({ id, command, cwd, owner }: Gate): readonly string[] => [id, command.join(" "), cwd, owner];

test("the scripts of the root and of .sentinel are gates, each with its owner", () => {
  const sentinel = world.sentinel("1.0.0", {
    scripts: { "validate:contracts": "x", test: "x", "test:sentinels": "x" },
  });
  expect(discover(sentinel).map(told)).toEqual([
    ["lint", "pnpm run lint", ".", "Builder"],
    ["typecheck", "pnpm run typecheck", ".", "Builder"],
    ["test", "pnpm run test", ".", "Verifier/Observer"],
    ["build", "pnpm run build", ".", "Builder"],
    ["sentinel:contracts", "pnpm run validate:contracts", ".sentinel", "Verifier/Observer"],
    ["sentinel:test", "pnpm run test", ".sentinel", "Verifier/Observer"],
    ["sentinel:sentinels", "pnpm run test:sentinels", ".sentinel", "Verifier/Observer"],
  ]);
});

test("a gate of a script is whole", () => {
  expect(discover(repo().root({ scripts: { lint: "x" } }))).toEqual([
    {
      id: "lint",
      title: "linting",
      command: ["pnpm", "run", "lint"],
      cwd: ".",
      owner: "Builder",
      after: [],
      timeout: 1_800_000,
      retries: 0,
      output: "tail",
    },
  ]);
});

test("a repository without scripts has no gates; the placeholder of npm init is none", () => {
  expect(discover(repo())).toEqual([]);
  expect(discover(repo().root({ scripts: { test: 'echo "Error: no test specified" && exit 1' } }))).toEqual([]);
});

test.each([".sentinel/tests/sentinels", ".sentinel/test/sentinels"])(
  "sentinels in %s without a script of their own are covered by the test of .sentinel, and that is said",
  (folder) => {
    const covered = discover(repo().sentinel("1.0.0", { scripts: { test: "x" } }), {}, [folder]);
    expect(covered.map(({ id, skip }) => [id, skip])).toEqual([
      ["sentinel:test", undefined],
      ["sentinel:sentinels", `sentinel:test runs ${folder}: .sentinel/package.json has no script test:sentinels`],
    ]);
    expect(discover(repo().sentinel("1.0.0"), {}, [folder]).map(({ skip }) => skip)).toEqual([
      `nothing runs ${folder}: .sentinel/package.json has neither a script test:sentinels nor test`,
    ]);
  },
);

test("contracts without a script that validates them are a gate without a process, unless the configuration names one", () => {
  const folders = [".sentinel/contracts"];
  const builtIn = { id: "sentinel:contracts", builtIn: { kind: "contracts" }, cwd: ".sentinel", output: "full" };
  expect(discover(repo().sentinel("1.0.0"), {}, folders)).toMatchObject([builtIn]);
  expect(discover(repo(), { "sentinel:contracts": { retries: 1 } }, folders)).toMatchObject([
    { ...builtIn, retries: 1 },
  ]);
  const scripted = repo().sentinel("1.0.0", { scripts: { "validate:contracts": "x" } });
  for (const gates of [
    discover(scripted, {}, folders),
    discover(repo(), { "sentinel:contracts": { run: "ajv test" } }, folders),
  ]) {
    expect(gates.map(({ id }) => id)).toEqual(["sentinel:contracts"]);
    expect(gates[0]).not.toHaveProperty("builtIn");
  }
  expect(discover(repo(), { "sentinel:contracts": false }, folders)).toEqual([]);
});

test("sentinels with a configured command are a gate of their own", () => {
  const [gate] = discover(repo().sentinel("1.0.0"), { "sentinel:sentinels": { run: "vitest run sentinels" } }, [
    ".sentinel/test/sentinels",
  ]);
  expect(gate).toMatchObject({ command: ["vitest", "run", "sentinels"], cwd: ".sentinel" });
  expect(gate).not.toHaveProperty("skip");
});

test.each(["npm", "yarn", "bun", "pnpm"])("%s runs the scripts of its workspaces", (manager) => {
  const workspace: Workspace = { ...world.workspace(), packageManager: manager as "npm" };
  expect(discoverGates({ workspace, config: {}, exists: () => false })[0]?.command).toEqual([manager, "run", "lint"]);
});

test("a .sentinel outside the workspace is run by the package manager that it names", () => {
  const outside = repo()
    .globs(["packages/*"])
    .sentinel("1.0.0", { packageManager: "yarn@4.0.0", scripts: { test: "x" } });
  expect(discover(outside).map(({ command }) => command[0])).toEqual(["yarn"]);
  const inside = repo().sentinel("1.0.0", { packageManager: "yarn@4.0.0", scripts: { test: "x" } });
  expect(discover(inside).map(({ command }) => command[0])).toEqual(["pnpm"]);
});

test("the configuration changes, adds and leaves out gates", () => {
  const gates = discover(world, {
    lint: { owner: "Owner", timeoutMinutes: 0.5, retries: 2, after: ["test", "build"] },
    typecheck: { run: ["tsc", "--noEmit"], cwd: "packages/" },
    build: false,
    size: { run: "node 'check size.js'", after: ["build"] },
    gone: false,
  });
  const owner: Owner = "Verifier/Observer";
  expect(gates).toEqual([
    {
      id: "lint",
      title: "linting",
      command: ["pnpm", "run", "lint"],
      cwd: ".",
      owner: "Owner",
      after: ["test"],
      timeout: 30_000,
      retries: 2,
      output: "tail",
    },
    {
      id: "typecheck",
      title: "checking types",
      command: ["tsc", "--noEmit"],
      cwd: "packages",
      owner: "Builder",
      after: [],
      timeout: 1_800_000,
      retries: 0,
      output: "tail",
    },
    {
      id: "test",
      title: "running the tests",
      command: ["pnpm", "run", "test"],
      cwd: ".",
      owner,
      after: [],
      timeout: 1_800_000,
      retries: 0,
      output: "tail",
    },
    {
      id: "size",
      title: "running size",
      command: ["node", "check size.js"],
      cwd: ".",
      owner,
      after: [],
      timeout: 1_800_000,
      retries: 0,
      output: "tail",
    },
  ]);
});

test.each([
  ["pnpm", "pnpm exec nx run @acme/app:e2e:ci", "pnpm run test:e2e"],
  ["npm", "npx --no -- nx run @acme/app:e2e:ci", "npm run test:e2e"],
  ["yarn", "yarn run nx run @acme/app:e2e:ci", "yarn run test:e2e"],
  ["bun", "bun x --no-install nx run @acme/app:e2e:ci", "bun run test:e2e"],
] as const)("with %s a gate may be a target of nx, or a script of any folder", (packageManager, nx, script) => {
  const members = repo()
    .globs(["packages/*"])
    .pkg("@acme/app@1.0.0", { scripts: { "test:e2e": "x" } })
    .sentinel("1.0.0", { packageManager: "yarn@4.0.0", scripts: { test: "x" } });
  const gates = discoverGates({
    workspace: { ...members.workspace(), packageManager },
    config: {
      target: { nx: "@acme/app:e2e:ci" },
      script: { script: "test:e2e", cwd: "packages/app/" },
      "sentinel:test": { nx: "@acme/app:e2e:ci", timeoutMinutes: 1 },
      own: { script: "test", cwd: ".sentinel" },
      tools: { script: "check", cwd: "tools" },
    },
    exists: (path) => ["nx.json", "tools/package.json"].includes(path),
  });
  expect(gates.map(told)).toEqual([
    ["sentinel:test", nx, ".", "Verifier/Observer"],
    ["target", nx, ".", "Verifier/Observer"],
    ["script", script, "packages/app", "Verifier/Observer"],
    ["own", "yarn run test", ".sentinel", "Verifier/Observer"],
    ["tools", `${packageManager} run check`, "tools", "Verifier/Observer"],
  ]);
});

test("what is no target of nx, or no script, is said at once with all else", () => {
  const wrong = {
    both: { run: "x", nx: "app:e2e" },
    all: { run: "x", nx: "app:e2e", script: "x" },
    target: { nx: "e2e" },
    flag: { nx: "--help:x" },
    script: { script: "nope" },
    folder: { script: "x", cwd: "packages/none" },
    option: { script: "--version" },
  };
  expect(failureOf(() => discover(world, wrong))?.details).toEqual({
    problems: [
      'gates["both"]: it says run and nx: a gate is one of run, nx and script',
      'gates["all"]: it says run and nx and script: a gate is one of run, nx and script',
      'gates["target"].nx: "e2e" is no project:target, as app:e2e is',
      'gates["target"].nx: there is no nx.json here, so nothing runs its targets',
      'gates["flag"].nx: "--help:x" is no project:target, as app:e2e is',
      'gates["flag"].nx: there is no nx.json here, so nothing runs its targets',
      'gates["script"].script: package.json has no script "nope"',
      'gates["folder"].script: there is no packages/none/package.json',
      'gates["option"].script: "--version" is no name of a script',
    ],
  });
});

test("all that is wrong with the configuration is said at once", () => {
  const wrong = {
    "Up Case": { run: "x" },
    none: {},
    shell: { run: "a && b" },
    empty: { run: [] },
    outside: { run: "x", cwd: "../x" },
    absolute: { run: "x", cwd: "/x" },
    hasty: { run: "x", timeoutMinutes: 0 },
    endless: { run: "x", timeoutMinutes: 999_999 },
    stubborn: { run: "x", retries: 1.5 },
    late: { run: "x", after: ["nowhere"] },
  };
  expect(failureOf(() => discover(repo(), wrong))).toMatchObject({
    code: "E_GATES_CONFIG",
    exit: 2,
    details: {
      problems: [
        'gates["Up Case"]: an id is lower case letters, digits and : . _ -, at most 64 of them',
        'gates["none"].run: no script offers this gate, so it needs a command, an nx target or a script',
        'gates["shell"].run: "&" needs a shell: write ["sh", "-c", "…"], or quote it',
        'gates["empty"].run: no script offers this gate, so it needs a command, an nx target or a script',
        'gates["outside"].cwd: ../x is not inside the repository',
        'gates["absolute"].cwd: /x is not inside the repository',
        'gates["hasty"].timeoutMinutes: it is a number above 0, and 10080 at most, which is a week',
        'gates["endless"].timeoutMinutes: it is a number above 0, and 10080 at most, which is a week',
        'gates["stubborn"].retries: it is a whole number from 0 to 10',
        'gates["late"].after: there is no gate "nowhere"',
      ],
    },
  });
});

function failureOf(work: () => unknown): Failure | undefined {
  try {
    work();
  } catch (error) {
    return (error as { readonly failure?: Failure }).failure;
  }
  return undefined;
}
