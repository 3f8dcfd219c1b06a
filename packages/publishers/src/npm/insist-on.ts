import { failures } from "../failures.ts";
import type { NpmRegistry } from "./npm-registry.ts";

/**
 * A registry that is known to have some packages: where it says that it has not, that is a failure (`E_NPM_UNAVAILABLE`) and no
 * answer. A registry says so of what its credentials may not see, too.
 */
export function insistOn(registry: NpmRegistry, known: ReadonlySet<string>): NpmRegistry {
  return {
    ...registry,
    withOwn: (registries) => insistOn(registry.withOwn(registries), known),
    packument: async (name, options) => {
      const found = await registry.packument(name, options);
      if (found !== undefined || !known.has(name)) return found;
      const why =
        "it answers that there is no such package, and it had it: it is not whole, or the credentials may not see it";
      throw failures.E_NPM_UNAVAILABLE({ id: name, registry: registry.urlOf(name), why });
    },
  };
}
