import type { Workspace } from "@releaser/core";
import maxSatisfying from "semver/ranges/max-satisfying.js";

interface Wanted {
  readonly name: string;
  readonly range: string;
}

type Ranges = Readonly<Record<string, string>>;

interface Abbreviated {
  readonly versions?: Readonly<
    Record<string, { readonly dependencies?: Ranges; readonly optionalDependencies?: Ranges }>
  >;
}

const atOnce = 8;

/**
 * Asks the registry for every package that an install of the public packages will ask it for, so that it has fetched them
 * from upstream when the smoke begins. Nobody waits for it, and what it meets is the install's to report: it never rejects.
 */
export async function warmRegistry(url: string, workspace: Workspace, signal: AbortSignal): Promise<void> {
  const seen = new Set<string>();
  let level = thirdParties(workspace);
  while (level.length > 0 && !signal.aborted) {
    const fresh = level.filter(({ name, range }) => !seen.has(`${name}@${range}`) && seen.add(`${name}@${range}`));
    level = [];
    for (let start = 0; start < fresh.length; start += atOnce) {
      const asked = fresh.slice(start, start + atOnce).map((wanted) => askFor(url, wanted, signal));
      level.push(...(await Promise.all(asked)).flat());
    }
  }
}

function thirdParties({ packages }: Workspace): Wanted[] {
  return [...packages.values()]
    .filter((pkg) => !pkg.private)
    .flatMap(({ dependencies }) => dependencies)
    .flatMap(({ name, field, range }) =>
      field === "devDependencies" || range === undefined || packages.has(name) ? [] : [{ name, range }],
    );
}

async function askFor(url: string, { name, range }: Wanted, signal: AbortSignal): Promise<readonly Wanted[]> {
  try {
    const headers = { accept: "application/vnd.npm.install-v1+json" };
    const answer = await fetch(new URL(name.replace("/", "%2f"), url), { headers, signal });
    const { versions = {} } = (await answer.json()) as Abbreviated;
    const version = maxSatisfying(Object.keys(versions), range);
    const { dependencies, optionalDependencies } = versions[version ?? ""] ?? {};
    return Object.entries({ ...optionalDependencies, ...dependencies }).map(([of, wanted]) => ({
      name: of,
      range: wanted,
    }));
  } catch {
    return [];
  }
}
