import type { Resource } from "@releaser/core";
import { rolledBackWords } from "./dist-tag-back-resource.ts";
import type { NpmRegistry } from "./npm-registry.ts";

export interface DeprecationOptions {
  readonly registry: NpmRegistry;
  readonly name: string;
  readonly version: string;
  /** Begins with {@link rolledBackWords}. */
  readonly message: string;
  /** Milliseconds that the packument may lag behind; a minute unless told. */
  readonly settle?: number;
}

/** A version that npm warns of, id `deprecated:<name>@<version>`. One that was deprecated by an earlier rollback, in whatever words, holds. */
export function deprecationResource(options: DeprecationOptions): Resource<string> {
  const { registry, name, version, message, settle = 60_000 } = options;
  return {
    id: `deprecated:${name}@${version}`,
    stage: "published",
    title: `deprecating ${name}@${version}`,
    settle,
    observe: async () => {
      const published = (await registry.packument(name))?.versions[version];
      if (published === undefined) return { is: "equal", seen: "it was never published" };
      const { deprecated } = published;
      if (deprecated?.startsWith(rolledBackWords) === true) return { is: "equal", seen: deprecated };
      return { is: "different", seen: deprecated ?? "", why: "npm does not warn of it", replaceable: true };
    },
    apply: async () => await registry.admin.deprecate(name, version, message),
    describe: (seen) => seen,
  };
}
