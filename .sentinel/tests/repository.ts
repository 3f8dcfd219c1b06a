import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** The root of the checkout that is judged. */
export const root: string = resolve(import.meta.dirname, "../..");

/** What the sentinels read of a manifest. */
export interface Manifest {
  readonly name: string;
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

/** A text of the checkout; undefined where there is none. */
export function readText(file: string): string | undefined {
  const path = join(root, file);
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

/** The manifest of a folder. Throws where there is none. */
export function readManifest(dir: string): Manifest {
  return JSON.parse(readFileSync(join(root, dir, "package.json"), "utf8")) as Manifest;
}

/** The folders of `packages` that have a manifest, by name. */
export function packageDirs(): readonly string[] {
  return readdirSync(join(root, "packages"))
    .map((name) => `packages/${name}`)
    .filter((dir) => existsSync(join(root, dir, "package.json")))
    .toSorted();
}

/** The files below a folder whose names end so, relative to the root; none where there is no such folder. */
export function filesBelow(dir: string, suffix: string): readonly string[] {
  if (!existsSync(join(root, dir))) return [];
  return readdirSync(join(root, dir), { recursive: true, encoding: "utf8" })
    .map((name) => `${dir}/${name}`)
    .filter((file) => file.endsWith(suffix) && !file.includes("/node_modules/"))
    .toSorted();
}

/** Every file that git has, or would add. */
export function trackedFiles(): readonly string[] {
  const list = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return [...new Set(list.split("\0"))].filter((file) => file !== "" && existsSync(join(root, file)));
}
