import { retrying, type BringOptions } from "./bring.ts";
import type { Failure } from "./failure.ts";
import type { Resource } from "./resource.ts";
import { toFailure } from "./to-failure.ts";

/** What a preflight found, one failure at least. */
export interface Refusal {
  readonly failure: Failure;
  readonly further: readonly Failure[];
}

/**
 * What the preflights of resources find, by their ids. Each is tried again as an observation is, and what it throws in the end
 * is what it found: never rejects.
 */
export async function preflight(
  resources: readonly Resource[],
  options: BringOptions & { /** How many are asked at once. */ readonly concurrency: number },
): Promise<ReadonlyMap<string, Refusal>> {
  const refused = new Map<string, Refusal>();
  const waiting = resources.filter(({ preflight: look }) => look !== undefined).values();
  const work = async (): Promise<void> => {
    for (const resource of waiting) {
      const [failure, ...further] = await findingsOf(resource, options);
      if (failure) refused.set(resource.id, { failure, further });
    }
  };
  await Promise.all(Array.from({ length: options.concurrency }, work));
  return refused;
}

async function findingsOf(resource: Resource, options: BringOptions): Promise<readonly Failure[]> {
  try {
    return await retrying(async () => (await resource.preflight?.()) ?? [], { resource, options });
  } catch (error) {
    return [toFailure(error, resource, 0)];
  }
}
