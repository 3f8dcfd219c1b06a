import fc from "fast-check";
import type { Resource } from "../src/index.ts";

/** Ids in a random order, each with some that come before it in another order. */
export interface Graph {
  /** As the edges go. */
  readonly ids: readonly string[];
  /** For each id those that it waits for. */
  readonly edges: readonly (readonly string[])[];
  /** As a list has them. */
  readonly order: readonly string[];
  /** What is there already. */
  readonly there: Readonly<Record<string, string>>;
}

export const graphs: fc.Arbitrary<Graph> = fc
  .uniqueArray(fc.string({ minLength: 1, maxLength: 3, unit: "grapheme-ascii" }), { minLength: 1, maxLength: 12 })
  .chain((ids) =>
    fc.record({
      order: fc.shuffledSubarray(ids, { minLength: ids.length }),
      edges: fc.tuple(...ids.map((_, index) => fc.subarray(ids.slice(0, index)))),
      ids: fc.constant(ids),
      there: fc.dictionary(fc.constantFrom(...ids), fc.constantFrom("ours", "draft")),
    }),
  );

/** Those that an id waits for. */
export function afterOf({ ids, edges }: Graph, id: string): readonly string[] {
  return edges[ids.indexOf(id)] ?? [];
}

/** The resources of a graph, in its order. */
export function resourcesOf(
  graph: Graph,
  resource: (id: string, parts: Partial<Resource>) => Resource,
): readonly Resource[] {
  return graph.order.map((id) => resource(id, { after: afterOf(graph, id) }));
}
