import type { Resource } from "@releaser/core";

/** A resource whose conflict is told in the preflight already, beside whatever else is wrong, and not when its turn comes. */
export function foreseeConflict<Seen>(resource: Resource<Seen>): Resource<Seen> {
  return {
    ...resource,
    preflight: async () => {
      const seen = await resource.observe();
      return seen.is === "different" && !seen.replaceable && seen.failure ? [seen.failure] : [];
    },
  };
}
