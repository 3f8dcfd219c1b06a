import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PageState, ReleasePage } from "@releaser/publishers";

/** The text of one asset; undefined where the page or the asset is not there. */
export async function downloadText(
  page: ReleasePage,
  state: PageState | undefined,
  name: string,
): Promise<string | undefined> {
  if (!state?.assets.some((asset) => asset.name === name)) return undefined;
  return await inTemporaryFolder(async (dir) => {
    const file = join(dir, "asset");
    await page.download(state.id, name, file);
    return readFileSync(file, "utf8");
  });
}

/** Hands over an empty folder and removes it whatever happens. */
export async function inTemporaryFolder<T>(work: (dir: string) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), "releaser-"));
  try {
    return await work(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
