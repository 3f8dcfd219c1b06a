import type { NpmRegistry } from "./npm-registry.ts";
import type { Packument } from "./packument.ts";

/**
 * The packument by which a version is judged: the short form where that lists it, a tenth of the bytes, else the whole one, which
 * alone knows what was taken away. Undefined where the registry does not know the name.
 */
export async function packumentWith(
  registry: Pick<NpmRegistry, "packument">,
  { name, version }: { readonly name: string; readonly version: string },
): Promise<Packument | undefined> {
  const short = await registry.packument(name, { short: true });
  return short === undefined || short.versions[version] !== undefined ? short : await registry.packument(name);
}
