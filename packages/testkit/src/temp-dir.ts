import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A new empty folder, by its real path, removed when the test ends. Called inside a test. */
export function tempDir(): string {
  const dir = openTempDir();
  onTestFinished(() => removeDir(dir));
  return dir;
}

/** A new empty folder for several tests: `beforeAll(() => { const dir = openTempDir(); …; return () => removeDir(dir); })`. */
export function openTempDir(): string {
  return mkdtempSync(join(realpathSync(tmpdir()), "releaser-test-"));
}

/** Removes a folder with all that it holds. */
export function removeDir(dir: string): void {
  // A process that was just killed may still be writing into it.
  rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}
