import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  builtReleaser,
  cleanEnv,
  gitRepo,
  type GitRepo,
  repo,
  repositoryRoot,
  startProgram,
  tempDir,
} from "@releaser/testkit";
import { expect, test } from "vitest";

interface Example {
  readonly scripts?: Readonly<Record<string, string>>;
  readonly tasks?: object;
}

/** The examples of the page in their order: pnpm's manifest, turbo's manifest, `turbo.json`. */
const [pnpmRoot, turboRoot, turboJson] = [
  ...readFileSync(join(repositoryRoot, "docs/without-nx.md"), "utf8").matchAll(/^```json\n([\s\S]*?)^```$/gmu),
].map(([, text = ""]) => JSON.parse(text) as Example);

const build = { scripts: { build: "node ../../build.cjs", test: "node -e 0" } };

/** Its builds leave a line in `built.txt`, by which they can be counted. */
function world(root: Example | undefined, range: string): GitRepo {
  const repository = gitRepo(
    repo()
      .root({ scripts: root?.scripts })
      .file(".gitignore", "node_modules\n.turbo\n.releaser\nbuilt.txt\ndist\n")
      // Stated in the file, because turbo hands no variable on that it was not told of.
      .file("pnpm-workspace.yaml", "packages:\n  - packages/*\npmOnFail: ignore\nverifyDepsBeforeRun: false\n")
      .file("turbo.json", JSON.stringify(turboJson))
      .file("build.cjs", "require('node:fs').appendFileSync('../../built.txt', 'built\\n');\n")
      .file("pnpm-lock.yaml", lockfile(range))
      .pkg("@s/a@1.4.0", build)
      .pkg("@s/b@2.0.0", { ...build, dependencies: { "@s/a": range } }),
  );
  const bin = join(repository.dir, "node_modules/.bin");
  mkdirSync(bin, { recursive: true });
  writeProgram(join(bin, "releaser"), `"${process.execPath}" "${builtReleaser}"`);
  symlinkSync(join(repositoryRoot, "tools/peers/node_modules/.bin/turbo"), join(bin, "turbo"));
  return repository;
}

function writeProgram(file: string, command: string): void {
  writeFileSync(file, `#!/bin/sh\nexec ${command} "$@"\n`);
  chmodSync(file, 0o755);
}

function lockfile(range: string): string {
  const empty = ["  .: {}", "", "  packages/a: {}", "", "  packages/b:", "    dependencies:"];
  const dependency = ["      '@s/a':", `        specifier: ${range}`, "        version: link:../a"];
  return `${["lockfileVersion: '9.0'", "", "importers:", "", ...empty, ...dependency].join("\n")}\n`;
}

/** The pnpm that runs these tests, else the one that npx brings: many npx at once get in each other's way. */
const running = process.env["npm_execpath"] ?? "";
const pnpm = /\bpnpm(?:\.[cm]?js)?$/u.test(running) ? `"${running}"` : "npx -y pnpm@12";

/** A folder with `pnpm` alone. Npx would take one of the repository's own for the one that it is asked to bring. */
function programs(): string {
  const dir = tempDir();
  writeProgram(join(dir, "pnpm"), pnpm.endsWith('js"') ? `"${process.execPath}" ${pnpm}` : pnpm);
  return dir;
}

async function run(
  { dir }: GitRepo,
  script: string,
): Promise<{ readonly code: number | undefined; readonly said: string }> {
  const bin = programs();
  const env = {
    PATH: [bin, join(dir, "node_modules/.bin"), join(process.execPath, ".."), cleanEnv()["PATH"] ?? ""].join(":"),
    DO_NOT_TRACK: "1",
    TURBO_TELEMETRY_DISABLED: "1",
  };
  const { code, stdout, stderr } = await startProgram([join(bin, "pnpm"), "run", script], {
    cwd: dir,
    env,
    timeout: 60_000,
  }).done;
  return { code, said: stdout + stderr };
}

function builds({ dir }: GitRepo): number {
  const file = join(dir, "built.txt");
  return existsSync(file) ? readFileSync(file, "utf8").split("\n").length - 1 : 0;
}

const roots = [
  ["pnpm alone", pnpmRoot],
  ["turbo", turboRoot],
] as const;

test.each(roots)("with %s skew stops a build before it begins", async (_, root) => {
  const broken = world(root, "^99.0.0");
  const { code, said } = await run(broken, "build");
  expect(said).toContain("packages/b/package.json:");
  expect(code).not.toBe(0);
  expect(builds(broken)).toBe(0);
});

test.each(roots)(
  "with %s a release builds, and prints where it stands where it is not told to go outward",
  async (_, root) => {
    const right = world(root, "workspace:^");
    const { code, said } = await run(right, "release");
    expect(said).toContain("releaser release --no-version");
    expect([code === 0 || said, builds(right)]).toEqual([true, 2]);
  },
);

test("turbo keeps what it built, and asks for skew each time", async () => {
  const right = world(turboRoot, "workspace:^");
  const [first, second] = [await run(right, "build"), await run(right, "build")];
  expect([first.code, second.code, builds(right)]).toEqual([0, 0, 2]);
  for (const { said } of [first, second]) expect(said).toContain("no version skew in");
});
