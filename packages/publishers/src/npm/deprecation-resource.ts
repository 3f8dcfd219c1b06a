import type { Resource } from "@releaser/core";
import type { NpmRegistry } from "./npm-registry.ts";

export interface DeprecationOptions {
  readonly registry: NpmRegistry;
  readonly name: string;
  readonly version: string;
  readonly message: string;
  /** Milliseconds that the packument may lag behind; a minute unless told. */
  readonly settle?: number;
}

/** A version that npm warns of, id `deprecate:<name>@<version>`. One that somebody deprecated already, in whatever words, holds. */
export function deprecationResource(options: DeprecationOptions): Resource<string> {
  const { registry, name, version, message, settle = 60_000 } = options;
  return {
    id: `deprecate:${name}@${version}`,
    stage: "published",
    title: `deprecating ${name}@${version}`,
    settle,
    observe: async () => {
      const published = (await registry.packument(name))?.versions[version];
      if (published === undefined) return { is: "equal", seen: "it was never published" };
      const { deprecated } = published;
      return deprecated === undefined || deprecated === "" ? { is: "absent" } : { is: "equal", seen: deprecated };
    },
    apply: async () => await registry.admin.deprecate(name, version, message),
    describe: (seen) => seen,
  };
}
