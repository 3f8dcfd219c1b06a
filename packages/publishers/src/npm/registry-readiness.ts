import { type Failure, ReleaserError } from "@releaser/core";
import pMap from "p-map";
import { failures } from "../failures.ts";
import { readAccount } from "./account.ts";
import { nameProblems } from "./name-problems.ts";
import type { NpmRegistry } from "./npm-registry.ts";
import { trustCommand } from "./trust-command.ts";

export interface ReadinessOptions {
  readonly registry: NpmRegistry;
  /** Public packages that belong to the registry; one at least. */
  readonly names: readonly [string, ...string[]];
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What a registry says, long before a release, of the packages that it is to take. */
export interface Readiness {
  /** What these would be published with from here. */
  readonly by: "credentials" | "identity" | "nothing";
  /** Whose credentials they are; undefined where the registry does not tell, or there are none. */
  readonly account: string | undefined;
  /** Names that it does not know: each needs a first publication, which an identity alone cannot make. */
  readonly unknown: readonly string[];
  /** By which its maintainer lets a workflow publish the first of the packages. */
  readonly trust: string;
  readonly failures: readonly Failure[];
}

const atOnce = 8;

/** Asks a registry, changes nothing. Throws `E_NPM_UNAVAILABLE` and `E_NPM_LIMITED`; what else is wrong is among the failures. */
export async function readReadiness({ registry, names, env }: ReadinessOptions): Promise<Readiness> {
  const [first] = names;
  const found = await pMap(names, async (name) => await registry.packument(name, { short: true }), {
    concurrency: atOnce,
  });
  const unknown = names.filter((_, index) => found[index] === undefined);
  const { by, account, refused } = await readWay(registry, first);
  const unfit = unknown.flatMap((name) => {
    const problems = nameProblems(name);
    return problems.length === 0 ? [] : [failures.E_NPM_NAME({ name, problems }).failure];
  });
  const trust = trustCommand(unknown[0] ?? first, env);
  const byHand =
    by === "credentials" || unknown.length === 0
      ? []
      : [failures.E_NPM_NAME_NEW({ names: unknown, registry: registry.urlOf(first), trust }).failure];
  return { by, account, unknown, trust, failures: [...unfit, ...byHand, ...refused] };
}

interface Way extends Pick<Readiness, "account" | "by"> {
  readonly refused: readonly Failure[];
}

/** Credentials that are refused are as good as none, and told. */
async function readWay(registry: NpmRegistry, name: string): Promise<Way> {
  try {
    const by = await registry.authorise(name);
    const account = by === "credentials" ? await readAccount(registry, name) : undefined;
    return { by, account, refused: [] };
  } catch (error) {
    if (!(error instanceof ReleaserError) || error.failure.exit === 5) throw error;
    return { by: "nothing", account: undefined, refused: [error.failure] };
  }
}
