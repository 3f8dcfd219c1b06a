import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { test, type TestContext } from "vitest";
import { repositoryRoot } from "./repository-root.ts";
import { tempDir } from "./temp-dir.ts";

/** The folder of real workspaces; it lies beside the repository and is no part of it. */
export const fixturesDir: string = resolve(repositoryRoot, "../shared/fixtures");

/** False where the folder is absent. */
export const fixturesAvailable: boolean = existsSync(join(fixturesDir, "materialise"));

const absent = "needs the real workspaces in ../shared/fixtures, which are absent here";

/** A test that needs fixtures: skipped with a printed reason where they are absent. */
export function fixtureTest(
  name: string,
  body: (context: TestContext) => Promise<void> | void,
  timeout?: number,
): void {
  test(name, timeout === undefined ? {} : { timeout }, async (context) => {
    if (!fixturesAvailable) {
      process.stderr.write(`skipped: ${name}: ${absent}\n`);
      context.skip(absent);
    }
    await body(context);
  });
}

export interface FixtureOptions {
  /** Puts every tag of the fixture on the one commit. */
  readonly tags?: boolean;
  /** Where it is made, a path that does not exist yet; a folder that goes with the test by default. */
  readonly dir?: string;
}

/** Materialises a fixture as a git work tree with one commit and gives its folder. Throws where there is no such fixture. */
export function fixture(id: string, options: FixtureOptions = {}): string {
  const dir = options.dir ?? join(tempDir(), id);
  const ran = spawnSync(join(fixturesDir, "materialise"), [id, dir, ...(options.tags === true ? ["--tags"] : [])], {
    encoding: "utf8",
  });
  if (ran.error) throw ran.error;
  if (ran.status !== 0) throw new Error(`materialise ${id}: ${ran.stderr.trim()}`);
  return dir;
}

/** Path of a file that lies beside a fixture's tree: `plan.json`, `expected.json`, `oracle.json`. */
export function fixtureFile(id: string, name: string): string {
  return join(fixturesDir, id, name);
}
