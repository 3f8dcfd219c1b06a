import { hasErrorCode } from "./error-code.ts";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** How a package finds and loads one that it does not depend on. */
export interface InstalledSkewCheck {
  /** The URL of what a module at the URL `parent` imports, as Node resolves it; throws Node's error where it resolves to nothing. */
  readonly resolve: (name: string, parent: string) => string;
  /** `import()`. */
  readonly load: (url: string) => Promise<unknown>;
  /** The URL of the asking module, beside which it is looked for too. */
  readonly beside: string;
  /** Whether Changesets has written by the time that the check is asked. */
  readonly written: boolean;
}

const entry = "@releaser/skew/changesets";

/**
 * A check that rejects where the tree that a folder belongs to is skewed, if `@releaser/skew` is installed there or beside the
 * asking module; it resolves where that is not installed, or is one without the check. It is found once for each folder.
 */
export function installedSkewCheck(options: InstalledSkewCheck): (cwd: string) => Promise<void> {
  // Although the check remembers too: to find it takes some tenths of a millisecond, and is asked for each line of each changelog.
  const judged = new Map<string, Promise<void>>();
  return async (cwd) => {
    const judging = judged.get(cwd) ?? judge(cwd, options);
    judged.set(cwd, judging);
    await judging;
  };
}

async function judge(cwd: string, { resolve, load, beside, written }: InstalledSkewCheck): Promise<void> {
  const found = [pathToFileURL(join(cwd, "package.json")).href, beside].map((parent) => findFrom(parent, resolve));
  const url = found.find((one) => one !== undefined);
  if (url === undefined) return;
  const { refuseSkew } = (await load(url)) as Entry;
  await refuseSkew({ cwd, written });
}

/** The promise of `@releaser/skew/changesets`. */
interface Entry {
  readonly refuseSkew: (options: { readonly cwd: string; readonly written: boolean }) => Promise<void>;
}

const absent: readonly string[] = ["ERR_MODULE_NOT_FOUND", "ERR_PACKAGE_PATH_NOT_EXPORTED"];

function findFrom(parent: string, resolve: InstalledSkewCheck["resolve"]): string | undefined {
  try {
    return resolve(entry, parent);
  } catch (error) {
    if (hasErrorCode(error, ...absent)) return undefined;
    throw error;
  }
}
