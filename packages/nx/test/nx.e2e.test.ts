import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cleanEnv, gitRepo, repo, repositoryRoot, startProgram, tempDir, type World } from "@releaser/testkit";
import { expect, test } from "vitest";

const nxJson = {
  analytics: false,
  neverConnectToCloud: true,
  useDaemonProcess: false,
  tui: { enabled: false },
  plugins: ["@releaser/nx"],
  targetDefaults: { build: { cache: true, dependsOn: ["...", "^build"], outputs: ["{projectRoot}/dist"] } },
};

const build = { scripts: { build: "node ../../build.cjs" }, files: ["dist"] };

const world = repo()
  .file("nx.json", JSON.stringify(nxJson))
  .file(".gitignore", "node_modules\ndist\n.nx\n.releaser\n")
  .file(
    "build.cjs",
    "const fs = require('node:fs'); fs.mkdirSync('dist', { recursive: true }); fs.writeFileSync('dist/index.js', '');",
  )
  .pkg("@s/a@1.4.0", build)
  .pkg("@s/b@2.0.0", { ...build, dependencies: { "@s/a": "workspace:^" } });

/** A repository in which nx, the plugin and the command line are installed as they are here. */
function install(from: World): string {
  const { dir } = gitRepo(from);
  const bin = join(dir, "node_modules/.bin");
  mkdirSync(bin, { recursive: true });
  mkdirSync(join(dir, "node_modules/@releaser"));
  symlinkSync(join(repositoryRoot, "node_modules/nx"), join(dir, "node_modules/nx"));
  symlinkSync(join(repositoryRoot, "packages/nx"), join(dir, "node_modules/@releaser/nx"));
  writeProgram(join(bin, "releaser"), "packages/cli/src/bin.ts");
  writeProgram(join(bin, "releaser-nx-pack"), "packages/nx/src/bin.ts");
  return dir;
}

function writeProgram(file: string, script: string): void {
  writeFileSync(file, `#!/bin/sh\nexec "${process.execPath}" "${join(repositoryRoot, script)}" "$@"\n`);
  chmodSync(file, 0o755);
}

interface Ran {
  readonly code: number | undefined;
  readonly said: string;
}

async function nx(dir: string, ...args: readonly string[]): Promise<Ran> {
  return await nxWith(join(process.execPath, ".."), dir, ...args);
}

/** nx with another folder in which programs are looked for first. */
async function nxWith(programs: string, dir: string, ...args: readonly string[]): Promise<Ran> {
  const env = {
    NX_NO_CLOUD: "true",
    // Where nx itself is linked, it would remember for all workspaces together.
    NX_CACHE_DIRECTORY: join(dir, ".nx/cache"),
    NX_WORKSPACE_DATA_DIRECTORY: join(dir, ".nx/workspace-data"),
    PATH: `${programs}:${cleanEnv()["PATH"] ?? ""}`,
  };
  const { code, stdout, stderr } = await startProgram(
    [process.execPath, join(dir, "node_modules/nx/dist/bin/nx.js"), ...args],
    {
      cwd: dir,
      env,
    },
  ).done;
  return { code, said: stdout + stderr };
}

test("a broken range fails every build before it starts, with the place, both values and the mend", async () => {
  const dir = install(world.pkg("@s/b@2.0.0", { ...build, dependencies: { "@s/a": "^99.0.0" } }));
  const { code, said } = await nx(dir, "run-many", "-t", "build");
  expect(code).not.toBe(0);
  expect(said).toContain("//:skew");
  expect(said).toMatch(/packages\/b\/package\.json:\d+/u);
  expect(said).toContain("^99.0.0");
  expect(said).toContain("1.4.0");
  expect([...readdirSync(join(dir, "packages/a")), ...readdirSync(join(dir, "packages/b"))]).not.toContain("dist");
});

test("what was found yesterday is not remembered where an exemption ends, and is where none does", async () => {
  const remembered = /\[(?:local cache|existing outputs match the cache[^\]]*)\]/u;
  const tomorrow = tempDir();
  writeFileSync(join(tomorrow, "node"), "#!/bin/sh\necho 2999-01-01\n");
  chmodSync(join(tomorrow, "node"), 0o755);
  const runs = async (ignore: object): Promise<readonly boolean[]> => {
    const dir = install(world.file("releaser.config.json", JSON.stringify({ skew: { ignore: [ignore] } })));
    const ran = [
      await nx(dir, "run-many", "-t", "skew"),
      await nx(dir, "run-many", "-t", "skew"),
      await nxWith(tomorrow, dir, "run-many", "-t", "skew"),
    ];
    expect(ran.map(({ code, said }) => code === 0 || said)).toEqual([true, true, true]);
    return ran.map(({ said }) => remembered.test(said));
  };
  const ignore = { rules: ["dep/external-mismatch"], dependency: "x", reason: "later" };
  expect(await runs({ ...ignore, until: "2998-01-01" })).toEqual([false, true, false]);
  expect(await runs(ignore)).toEqual([false, true, true]);
});

test("a release packs each package once, and prints the status each time", async () => {
  const dir = install(world);
  const first = await nx(dir, "run-many", "-t", "release");
  expect(first.said).toContain("nx run @s/b:release");
  expect(first.code).toBe(0);
  const packed = join(dir, ".releaser/nx/packages/b");
  expect(readdirSync(packed).toSorted()).toEqual(["s-b-2.0.0.tgz", "s-b-2.0.0.tgz.sha256"]);
  expect(readFileSync(join(packed, "s-b-2.0.0.tgz.sha256"), "utf8")).toMatch(/^[0-9a-f]{64} {2}s-b-2\.0\.0\.tgz\n$/u);

  const second = await nx(dir, "run-many", "-t", "release");
  expect(second.code).toBe(0);
  for (const task of ["@s/a:release", "@s/b:release"]) {
    expect(second.said).toMatch(new RegExp(`${task} +\\[.*cache`, "u"));
  }
  expect(second.said).not.toMatch(/nx run \/\/:release +\[.*cache/u);
  expect(second.said.split("> releaser release --no-version")).toHaveLength(2);
});
