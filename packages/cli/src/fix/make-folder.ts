import { mkdirSync, rmdirSync } from "node:fs";
import { dirname } from "node:path";

/** Makes a folder with those above it, and gives what takes away again those that were made, as far as they are empty. */
export function makeFolder(dir: string): () => void {
  const first = mkdirSync(dir, { recursive: true });
  return () => {
    if (first === undefined) return;
    for (let path = dir; path.length >= first.length; path = dirname(path)) {
      try {
        rmdirSync(path);
      } catch {
        // Somebody else put something there, or it is gone.
        return;
      }
    }
  };
}
