import { failures } from "./failures.ts";
import type { Resource } from "./resource.ts";

/**
 * The resources in one order: as they stand, each after those that it names. Throws `E_RESOURCE_CYCLE` with the circle's ids, or
 * `E_RESOURCE_UNKNOWN` for an id that is missing or stands twice.
 */
export function inOrder(resources: readonly Resource[]): readonly Resource[] {
  const byId = new Map(resources.map((resource) => [resource.id, resource]));
  const twice = resources.find((resource) => byId.get(resource.id) !== resource);
  if (twice) throw failures.E_RESOURCE_UNKNOWN({ id: twice.id, after: twice.id });
  const done = new Map<string, Resource>();
  for (const { id } of resources) visit(id, [], { byId, done });
  return [...done.values()];
}

interface Walk {
  readonly byId: ReadonlyMap<string, Resource>;
  /** In the order in which they were done. */
  readonly done: Map<string, Resource>;
}

function visit(id: string, path: readonly string[], walk: Walk): void {
  if (walk.done.has(id)) return;
  const start = path.indexOf(id);
  if (start !== -1) throw failures.E_RESOURCE_CYCLE({ cycle: [...path.slice(start), id] });
  const resource = walk.byId.get(id);
  if (!resource) throw failures.E_RESOURCE_UNKNOWN({ id: path.at(-1) ?? id, after: id });
  for (const before of resource.after ?? []) visit(before, [...path, id], walk);
  walk.done.set(id, resource);
}
