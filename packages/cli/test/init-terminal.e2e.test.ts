import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type GitRepo, gitRepo, repo, tempDir, throwawayKey } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { inTerminal, keys, type PseudoTerminal } from "./pseudo-terminal.ts";

const library = { type: "module", exports: "./index.js", files: ["index.js"] } as const;

/** A workspace without any set-up, on GitHub, of somebody who signs: everything is asked. */
function untouched(): { readonly it: GitRepo; readonly env: Readonly<Record<string, string>> } {
  const place = tempDir();
  const it = gitRepo(
    repo()
      .pkg("@acme/core@1.2.0", library)
      .pkg("@acme/cli@1.4.0", { ...library, dependencies: { "@acme/core": "workspace:~" } })
      .config(undefined)
      .file("packages/core/index.js", 'export const name = "core";\n')
      .file("packages/cli/index.js", 'export { name } from "@acme/core";\n'),
    { dir: place },
  );
  it.git("remote", "add", "origin", "git@github.com:acme/shop.git");
  mkdirSync(join(place, "keys"));
  return { it, env: { RELEASER_SIGNING_KEY: throwawayKey(join(place, "keys")).key } };
}

const questions = [
  "Where do release pages go?",
  "Who may install what is published?",
  "Trust the key of tester@example.test",
  "Write workflows for GitHub Actions, and release/plan.md?",
  "Write these 9 files?",
  "Run pnpm add",
] as const;

async function answerUntil(terminal: PseudoTerminal, last: string): Promise<void> {
  for (const question of questions) {
    await terminal.shows(question);
    if (question === last) return;
    terminal.type(keys.enter);
  }
}

function expectRestored(raw: string): void {
  const shown = raw.lastIndexOf("\u001B[?25h");
  expect(shown).toBeGreaterThan(raw.lastIndexOf("\u001B[?25l"));
}

describe("a set-up in a terminal", () => {
  test("is walked through with Enter, looks at the diff, leaves the install to people, and ends with what to type", async () => {
    const { it, env } = untouched();
    const terminal = inTerminal(["init"], { cwd: it.dir, env });
    await terminal.shows("pnpm workspace, 2 packages, no Changesets yet, GitHub acme/shop");
    await answerUntil(terminal, "Write these 9 files?");
    terminal.type(keys.down);
    terminal.type(keys.enter);
    await terminal.shows('+  "baseBranch": "main"');
    await terminal.shows("Write these 9 files?");
    terminal.type(keys.enter);
    await terminal.shows("Run pnpm add");
    terminal.type("n");
    await terminal.shows("9 files written");
    expect(await terminal.ended).toBe(0);
    // A diff shows what a file holds, however long its lines are.
    expect(terminal.lines().filter((line) => line.length > 80 && !line.startsWith("+"))).toEqual([]);
    expect(terminal.lines().findLast((line) => line !== "")).toBe(
      "next: run the command above, commit, then pnpm releaser rehearse",
    );
    expectRestored(terminal.raw());
    expect(it.git("status", "--porcelain", "--untracked-files=all").split("\n")).toEqual([
      " M package.json",
      "?? .changeset/config.json",
      "?? .github/allowed_signers",
      "?? .github/workflows/ci.yml",
      "?? .github/workflows/release.yml",
      "?? .github/workflows/version-packages.yml",
      "?? .gitignore",
      "?? release/plan.md",
      "?? releaser.config.json",
    ]);
    expect(readFileSync(join(it.dir, ".github/allowed_signers"), "utf8")).toMatch(
      /^tester@example\.test namespaces="git" ssh-ed25519 \S+\n$/u,
    );
  });

  test.each(questions)("left with Ctrl-C at %j it leaves no file, and the terminal as it was", async (question) => {
    const { it, env } = untouched();
    const terminal = inTerminal(["init"], { cwd: it.dir, env });
    await answerUntil(terminal, question);
    terminal.type(keys.interrupt);
    expect(await terminal.ended).toBe(130);
    expectRestored(terminal.raw());
    expect(terminal.lines().join("\n")).toContain("E_INTERRUPTED");
    expect(it.git("status", "--porcelain", "--ignored")).toBe("");
  });

  test("stopped from outside at a question it leaves no file, and the terminal as it was", async () => {
    const { it, env } = untouched();
    const terminal = inTerminal(["init"], { cwd: it.dir, env });
    await answerUntil(terminal, "Write these 9 files?");
    terminal.stop("SIGTERM");
    expect(await terminal.ended).toBe(130);
    expectRestored(terminal.raw());
    expect(it.git("status", "--porcelain", "--ignored")).toBe("");
  });

  test("answered with no it writes nothing and says so", async () => {
    const { it, env } = untouched();
    const terminal = inTerminal(["init"], { cwd: it.dir, env });
    await answerUntil(terminal, "Write these 9 files?");
    terminal.type(keys.down + keys.down);
    terminal.type(keys.enter);
    expect(await terminal.ended).toBe(2);
    expect(terminal.lines().join("\n")).toContain("you did not agree to it");
    expect(it.git("status", "--porcelain", "--ignored")).toBe("");
  });

  test("a folder for pages is asked for, and none inside is taken", async () => {
    const { it, env } = untouched();
    const terminal = inTerminal(["init"], { cwd: it.dir, env });
    await terminal.shows("Where do release pages go?");
    terminal.type(keys.down);
    terminal.type(keys.enter);
    await terminal.shows("../repo-releases");
    terminal.type("\u0015pages");
    terminal.type(keys.enter);
    await terminal.shows("It starts with ../ or with /");
    terminal.type("\u0015../pages");
    terminal.type(keys.enter);
    await terminal.shows("Who may install");
    terminal.type(keys.enter);
    await terminal.shows("Trust the key");
    terminal.type("n");
    await terminal.shows("Write workflows");
    terminal.type(keys.enter);
    await terminal.shows("release pages in ../pages");
    await terminal.shows("Write these 8 files?");
    terminal.type(keys.interrupt);
    expect(await terminal.ended).toBe(130);
  });

  test.each([
    ["NO_COLOR", ["init"], { NO_COLOR: "1" }, false],
    ["--no-color", ["init", "--no-color"], { NO_COLOR: undefined }, false],
    ["neither", ["init"], { NO_COLOR: undefined }, true],
  ])("with %s", async (_, args, colour, isColoured) => {
    const { it, env } = untouched();
    const terminal = inTerminal(args, { cwd: it.dir, env: { ...env, ...colour } });
    await answerUntil(terminal, "Who may install what is published?");
    terminal.type(keys.interrupt);
    expect(await terminal.ended).toBe(130);
    expect(/\u001B\[(?:3\d|9\d|38;)[\d;]*m/u.test(terminal.raw())).toBe(isColoured);
  });
});
