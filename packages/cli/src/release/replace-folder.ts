import { mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";

/** Fills a new folder and puts it in the place of an old one, so that a kill leaves the old, or none, and never half. */
export async function replaceFolder(folder: string, fill: (dir: string) => Promise<void>): Promise<void> {
  const next = `${folder}.${process.pid}`;
  rmSync(next, { recursive: true, force: true });
  mkdirSync(next, { recursive: true });
  mkdirSync(dirname(folder), { recursive: true });
  await fill(next);
  moveOver(next, folder);
}

/** Between removal and renaming another run may have put its own there: the last one stays. */
function moveOver(next: string, folder: string, attempts = 5): void {
  rmSync(folder, { recursive: true, force: true });
  try {
    renameSync(next, folder);
  } catch (error) {
    const taken = ["ENOTEMPTY", "EEXIST"].includes((error as NodeJS.ErrnoException).code ?? "");
    if (!taken || attempts <= 1) throw error;
    moveOver(next, folder, attempts - 1);
  }
}
