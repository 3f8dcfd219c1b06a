import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { failures } from "../failures.ts";

/** Where records are kept unless told. */
export const recordsDir = "release/checksums";

/**
 * The checksum file that was named, or the only one that is kept.
 * @throws E_RECORD_ABSENT where there is none, or more than one to choose from
 */
export async function findRecord(named: string | undefined, cwd: string): Promise<string> {
  if (named !== undefined) return resolve(cwd, named);
  const dir = resolve(cwd, recordsDir);
  const entries = await readdir(dir).catch(() => []);
  const kept = entries.filter((name) => name.endsWith(".txt")).toSorted();
  const [only] = kept;
  if (only !== undefined && kept.length === 1) return join(dir, only);
  const why = only === undefined ? "it holds no checksum file" : `it holds ${kept.join(", ")}: name one of them`;
  throw failures.E_RECORD_ABSENT({ path: recordsDir, why });
}
