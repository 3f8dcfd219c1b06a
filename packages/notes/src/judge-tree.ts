import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { resolve } from "import-meta-resolve";

const entry = "@releaser/skew/changesets";

/**
 * Rejects where the tree that a folder belongs to is skewed, if `@releaser/skew` is installed there or beside this module;
 * resolves where it is not, or is one without this check. It is found once in a process.
 */
export async function judgeTree(cwd: string): Promise<void> {
  const judging = judged.get(cwd) ?? judge(cwd);
  judged.set(cwd, judging);
  await judging;
}

const judged = new Map<string, Promise<void>>();

async function judge(cwd: string): Promise<void> {
  const found = findFrom(pathToFileURL(join(cwd, "package.json")).href) ?? findFrom(import.meta.url);
  if (found === undefined) return;
  const { refuseSkew } = (await import(found)) as Entry;
  await refuseSkew({ cwd });
}

/** The promise of `@releaser/skew/changesets`, which this package does not depend on. */
interface Entry {
  readonly refuseSkew: (options: { readonly cwd: string }) => Promise<void>;
}

const absent: ReadonlySet<unknown> = new Set(["ERR_MODULE_NOT_FOUND", "ERR_PACKAGE_PATH_NOT_EXPORTED"]);

/** As Node resolves an import. `require` would also look where NODE_PATH leads, which depends on who started the process. */
function findFrom(parent: string): string | undefined {
  try {
    return resolve(entry, parent);
  } catch (error) {
    if (error instanceof Error && "code" in error && absent.has(error.code)) return undefined;
    throw error;
  }
}
