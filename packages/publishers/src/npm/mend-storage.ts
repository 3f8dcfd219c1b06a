import { isRecord, parseJson } from "@releaser/core";
import { readdir, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { readIfThere } from "../read-if-there.ts";

const databaseFile = ".verdaccio-db.json";

/**
 * Removes from the storage of an embedded registry what a kill left half done, so that the same publication can be made
 * again: locks, temporary files, unreadable documents, and tarballs that no version names. Whole versions stay.
 */
export async function mendStorage(dir: string): Promise<void> {
  const storage = join(dir, "storage");
  const database = await readIfThere(join(storage, databaseFile));
  if (database !== undefined && parseRecord(database) === undefined) await rm(join(storage, databaseFile));
  for (const folder of await foldersIn(storage)) {
    const packages = basename(folder).startsWith("@") ? await foldersIn(folder) : [folder];
    await Promise.all(packages.map(mendPackage));
  }
}

async function mendPackage(folder: string): Promise<void> {
  const document = parseRecord((await readIfThere(join(folder, "package.json"))) ?? "");
  const kept = new Set(document === undefined ? [] : ["package.json", ...tarballsOf(document)]);
  const names = await readdir(folder);
  await Promise.all(
    names.filter((name) => !kept.has(name)).map((name) => rm(join(folder, name), { recursive: true, force: true })),
  );
}

function tarballsOf(document: Readonly<Record<string, unknown>>): readonly string[] {
  const versions = isRecord(document["versions"]) ? Object.values(document["versions"]) : [];
  return versions.flatMap((version) => {
    const dist = isRecord(version) ? version["dist"] : undefined;
    const tarball = isRecord(dist) ? dist["tarball"] : undefined;
    return typeof tarball === "string" ? [decodeURIComponent(basename(tarball))] : [];
  });
}

async function foldersIn(dir: string): Promise<readonly string[]> {
  const entries = await readdir(dir, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(dir, name));
}

function parseRecord(text: string): Readonly<Record<string, unknown>> | undefined {
  const value = parseJson(text);
  return isRecord(value) ? value : undefined;
}
