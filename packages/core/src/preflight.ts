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
  options: BringOptions,
): Promise<ReadonlyMap<string, Refusal>> {
  const found = await Promise.all(
    resources.map(async (resource) => {
      const [failure, ...further] = await findingsOf(resource, options);
      return failure ? [[resource.id, { failure, further }] as const] : [];
    }),
  );
  return new Map(found.flat());
}

async function findingsOf(resource: Resource, options: BringOptions): Promise<readonly Failure[]> {
  try {
    return await retrying(async () => (await resource.preflight?.()) ?? [], { resource, options });
  } catch (error) {
    return [toFailure(error, resource, 0)];
  }
}
