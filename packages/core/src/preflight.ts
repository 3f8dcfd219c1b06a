import { conflictOf, retrying, type BringOptions } from "./bring.ts";
import type { Failure } from "./failure.ts";
import type { Observation, Resource } from "./resource.ts";
import { toFailure } from "./to-failure.ts";

/** What a preflight found, one failure at least. */
export interface Refusal {
  readonly failure: Failure;
  readonly further: readonly Failure[];
}

/** What is known before anything is applied, by the ids of resources. */
export interface Foreseen {
  readonly refused: ReadonlyMap<string, Refusal>;
  /** What holds already. */
  readonly held: ReadonlyMap<string, Observation>;
}

export const nothingForeseen: Foreseen = { refused: new Map(), held: new Map() };

/**
 * What the preflights of resources find, and what is seen of those that are foreseen. Each is tried again as an observation is,
 * and what it throws in the end is what it found: never rejects.
 */
export async function preflight(
  resources: readonly Resource[],
  options: BringOptions & { /** How many are asked at once. */ readonly concurrency: number },
): Promise<Foreseen> {
  const refused = new Map<string, Refusal>();
  const held = new Map<string, Observation>();
  const waiting = resources.filter((one) => one.preflight !== undefined || one.foreseen === true).values();
  const work = async (): Promise<void> => {
    for (const resource of waiting) {
      const { found, seen } = await look(resource, options);
      const [failure, ...further] = found;
      if (failure) refused.set(resource.id, { failure, further });
      else if (seen?.is === "equal" || seen?.is === "superseded") held.set(resource.id, seen);
    }
  };
  await Promise.all(Array.from({ length: options.concurrency }, work));
  return { refused, held };
}

interface Look {
  readonly found: readonly Failure[];
  readonly seen?: Observation | undefined;
}

async function look(resource: Resource, options: BringOptions): Promise<Look> {
  try {
    return await retrying(
      async () => {
        const found = (await resource.preflight?.()) ?? [];
        const seen = resource.foreseen === true ? await resource.observe() : undefined;
        const inTheWay = seen?.is === "different" && !seen.replaceable ? [conflictOf(resource, seen)] : [];
        return { found: [...found, ...inTheWay], seen };
      },
      { resource, options },
    );
  } catch (error) {
    return { found: [toFailure(error, resource, 0)] };
  }
}
