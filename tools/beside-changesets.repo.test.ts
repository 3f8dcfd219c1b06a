import { execFileSync } from "node:child_process";
import { globSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  cleanEnv,
  type GitRepo,
  gitRepo,
  openTempDir,
  type ReleaserOptions,
  type ReleaserResult,
  removeDir,
  repo,
  repositoryRoot,
  startProgram,
} from "@releaser/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const engines = ["2.31.0", "3.0.3"] as const;

/** Where the tarballs of this repository's packages lie, as users would be given them. */
let tarballs = "";

beforeAll(() => {
  tarballs = openTempDir();
  const inRepository = { cwd: repositoryRoot, env: cleanEnv(), stdio: "pipe" } as const;
  execFileSync("pnpm", ["run", "build"], inRepository);
  const filters = ["checksums", "core", "notes", "provenance", "skew", "workspace"].map(
    (name) => `--filter=@releaser/${name}`,
  );
  execFileSync("pnpm", [...filters, "--recursive", "pack", "--pack-destination", tarballs], inRepository);
}, 120_000);

afterAll(() => removeDir(tarballs));

describe.each(engines)("beside Changesets %s alone, a packed", (engine) => {
  test("@releaser/notes writes the changelogs that the page shows", async () => {
    const [config = ""] = shown("json");
    const [text = "", bullet = ""] = shown("md");
    const made = await scratch(config, engine, ["notes"]);
    await add(made, engine, text);
    const id = made.commit("feat: waits (#12)").slice(0, 7);
    await changeset(made, ["version"]);
    expect(versionsIn(made)).toEqual(["1.1.0", "1.0.1"]);
    expect(changelogIn(made, "a").replaceAll(new RegExp(`${id}[0-9a-f]*`, "gu"), "0123456")).toBe(
      `# @s/a\n\n## 1.1.0\n\n### Minor Changes\n\n${bullet}\n`,
    );
    expect(changelogIn(made, "b")).toContain("- Updated dependencies:\n  - `@s/a@1.1.0`\n");
    expect(readdirSync(join(made.dir, ".changeset"))).toEqual(["config.json"]);
  });

  test("@releaser/provenance makes the commits that the page shows", async () => {
    const [, config = ""] = shown("json");
    const made = await scratch(config, engine, ["provenance"]);
    await add(made, engine, "Waits.\n\nDecision-ID: D-0001");
    expect(made.git("log", "-1", "--format=%s")).toBe("docs(changeset): Waits.");
    expect(made.git("status", "--porcelain")).toBe("");

    await changeset(made, ["version"]);
    expect(versionsIn(made)).toEqual(["1.1.0", "1.0.1"]);
    expect(made.git("status", "--porcelain")).toBe("");
    const message = made.git("log", "-1", "--format=%B").trimEnd();
    expect([message.replaceAll(/(?<=releaser@)\S+/giu, "0.1.0")]).toEqual(shown(""));
    expect(made.git("log", "-1", "--format=%(trailers:only,unfold)").trim()).toBe(message.split("\n\n").at(-1));
  });

  test("@releaser/skew stops what @releaser/notes would write", async () => {
    const made = await scratch(`{ "changelog": "@releaser/notes" }`, engine, ["notes", "skew", "workspace"]);
    await add(made, engine, "Waits.");
    const file = join(made.dir, "packages/b/package.json");
    writeFileSync(file, readFileSync(file, "utf8").replace(`"@s/a": "1.0.0"`, `"@s/a": "^2.0.0"`));
    const { code, stdout, stderr } = await startProgram(command(["version"]), { cwd: made.dir }).done;
    expect([code, versionsIn(made)]).toEqual([1, ["1.0.0", "1.0.0"]]);
    expect(`${stdout}${stderr}`).toMatch(/E_SKEW_REFUSED: 1 version skew error.*range\/internal-excludes/su);
  });
});

test("a packed @releaser/checksums records and verifies, as the page shows, and names what was changed since", async () => {
  const [record = "", verify = ""] = shown("sh").map((line) => line.replace("releaser-checksums", ""));
  const { dir } = await scratch("{}", "3.0.3", ["checksums"]);
  const run = async (args: string): Promise<ReleaserResult> => {
    const bin = join(dir, "node_modules/.bin/releaser-checksums");
    return await startProgram([process.execPath, bin, ...args.trim().split(" ")], { cwd: dir }).done;
  };
  mkdirSync(join(dir, "dist"));
  for (const name of ["app.tgz", "app.exe"]) writeFileSync(join(dir, "dist", name), name);
  expect(await run(record)).toMatchObject({ code: 0 });
  expect(await run(verify)).toMatchObject({ code: 0 });
  writeFileSync(join(dir, "dist/app.exe"), "other bytes");
  const { code, stdout, stderr } = await run(verify);
  expect([code, `${stdout}${stderr}`]).toEqual([6, expect.stringMatching(/app\.exe.*sha256/su)]);
  expect(`${stdout}${stderr}`).not.toContain("app.tgz");
});

/** The blocks of a language in the page for those who want one piece alone. */
function shown(language: string): readonly string[] {
  const page = readFileSync(join(repositoryRoot, "docs/one-piece.md"), "utf8");
  return [...page.matchAll(/^```(\w*)\n([\s\S]*?)\n```$/gmu)].flatMap(([, found, text = ""]) =>
    found === language ? [text] : [],
  );
}

/** Two packages of npm's workspaces, the second of which needs the first, in a clone with Changesets and what is asked for installed. */
async function scratch(config: string, engine: string, packages: readonly string[]): Promise<GitRepo> {
  const world = repo()
    .config({ ...(JSON.parse(config) as object), format: false, prettier: false })
    .pkg("@s/a@1.0.0")
    .pkg("@s/b@1.0.0", { dependencies: { "@s/a": "1.0.0" } })
    .file("package.json", `${JSON.stringify({ name: "scratch", private: true, workspaces: ["packages/*"] })}\n`)
    .file(".gitignore", "node_modules\n")
    .file(".sentinel/DECISIONS.md", "## NEXT_ID\nD-0002\n\nID: D-0001\nDate: 2026-01-01\nDecision: x\nOutputs: y\n");
  const made = gitRepo(world);
  const wanted = globSync(`releaser-{core,${packages.join(",")}}-*.tgz`, { cwd: tarballs });
  expect(wanted).toHaveLength(packages.length + 1);
  const files = wanted.map((name) => join(tarballs, name));
  const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--save-dev"];
  await succeed(["npm", "install", ...quiet, `@changesets/cli@${engine}`, ...files], { cwd: made.dir });
  made.commit("install");
  return made;
}

/** A changeset that asks for a minor bump of the first package, as `changeset add` makes it: 3 is told, 2.31 asks. */
async function add(made: GitRepo, engine: (typeof engines)[number], text: string): Promise<void> {
  if (engine === "3.0.3") return await changeset(made, ["add", "--message", text, "--minor", "@s/a"]);
  await changeset(made, ["add", "--message", text], {
    answers: [
      [/Which packages would you like to include/u, "\u001B[B \r"],
      [/Which packages should have a major bump/u, "\r"],
      [/Which packages should have a minor bump/u, " \r"],
      [/Is this your desired changeset/u, "\r"],
    ],
  });
}

function command(args: readonly string[]): readonly [string, ...string[]] {
  return [process.execPath, "node_modules/@changesets/cli/bin.js", ...args];
}

async function changeset({ dir }: GitRepo, args: readonly string[], options: ReleaserOptions = {}): Promise<void> {
  await succeed(command(args), { ...options, cwd: dir });
}

async function succeed(program: readonly [string, ...string[]], options: ReleaserOptions): Promise<void> {
  const { code, stdout, stderr } = await startProgram(program, options).done;
  expect({ program, code, said: code === 0 ? "" : `${stdout}${stderr}` }).toEqual({ program, code: 0, said: "" });
}

function versionsIn({ dir }: GitRepo): readonly unknown[] {
  return ["a", "b"].map(
    (name) => (JSON.parse(read(dir, `packages/${name}/package.json`)) as { version?: unknown }).version,
  );
}

/** Without the empty line that Changesets 2 leaves out below its headings, as prettier would add it. */
function changelogIn({ dir }: GitRepo, name: string): string {
  return read(dir, `packages/${name}/CHANGELOG.md`).replaceAll(/\n+### /gu, "\n\n### ");
}

function read(dir: string, path: string): string {
  return readFileSync(join(dir, path), "utf8");
}
