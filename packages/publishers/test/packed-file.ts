import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { create } from "tar";
import { tarballName } from "@releaser/core";
import { integrityOf } from "../src/packed/checked-bytes.ts";

/** A tarball made in a test. */
export interface PackedFile {
  readonly name: string;
  readonly version: string;
  readonly file: string;
  readonly integrity: string;
}

/** A packed package with one module, in a folder; `fields` are added to its manifest, `text` makes its bytes others. */
export async function packedFile(
  dir: string,
  {
    name,
    version,
    text = "",
    fields = {},
  }: { readonly name: string; readonly version: string; readonly text?: string; readonly fields?: object },
): Promise<PackedFile> {
  const folder = join(dir, `source-${tarballName(name, version)}`, "package");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name, version, ...fields }));
  writeFileSync(join(folder, "index.js"), `module.exports = ${JSON.stringify(text)};\n`);
  const file = join(dir, tarballName(name, version));
  await create({ file, gzip: true, portable: true, mtime: new Date(0), cwd: join(folder, "..") }, ["package"]);
  return { name, version, file, integrity: integrityOf(readFileSync(file)) };
}
