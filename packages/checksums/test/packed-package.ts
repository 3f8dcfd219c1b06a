import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tarballName } from "@releaser/core";
import { create } from "tar";

/** A package's tarball in a folder, with a manifest and further files; gives its path. */
export async function packedPackage(
  dir: string,
  manifest: { readonly name: string; readonly version: string; readonly [field: string]: unknown },
  files: Readonly<Record<string, string>> = {},
): Promise<string> {
  const place = join(dir, ".packed");
  const all = { "package.json": JSON.stringify(manifest), ...files };
  for (const [path, content] of Object.entries(all)) {
    mkdirSync(join(place, "package", path, ".."), { recursive: true });
    writeFileSync(join(place, "package", path), content);
  }
  const file = join(dir, tarballName(manifest.name, manifest.version));
  await create(
    { cwd: place, file, gzip: true, portable: true },
    Object.keys(all).map((path) => `package/${path}`),
  );
  return file;
}
