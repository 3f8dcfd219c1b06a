import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A package that a bundle holds a part of. */
interface Bundled {
  readonly name: string;
  readonly version: string;
  /** As its manifest states it. */
  readonly license: string;
  /** The text of its licence. */
  readonly text: string;
}

interface Chunk {
  readonly type: string;
  readonly moduleIds?: readonly string[];
}

/** A plugin of the bundler that puts the licences of all that it bundles beside the bundle, as each of them asks. Fails where one has no licence. */
export function thirdPartyNotices(fileName = "THIRD-PARTY-NOTICES.txt"): {
  readonly name: string;
  generateBundle(options: unknown, bundle: Readonly<Record<string, Chunk>>): void;
} {
  return {
    name: "third-party-notices",
    generateBundle(this: { emitFile(file: object): void }, _, bundle) {
      const ids = Object.values(bundle).flatMap(({ moduleIds = [] }) => moduleIds);
      this.emitFile({ type: "asset", fileName, source: renderNotices(bundledPackages(ids)) });
    },
  };
}

/** The notices as a text, by name. */
export function renderNotices(packages: readonly Bundled[]): string {
  const sorted = packages.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const parts = sorted.map(({ name, version, license, text }) => `${name} ${version} (${license})\n\n${text.trim()}\n`);
  return ["This software holds parts of the following packages.\n", ...parts].join(`\n${"-".repeat(80)}\n\n`);
}

/** The packages that modules come from, by the last `node_modules` of their paths. */
export function bundledPackages(ids: readonly string[]): readonly Bundled[] {
  const roots = ids.flatMap((id) => /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//u.exec(id)?.[1] ?? []);
  return [...new Set(roots)].map((root) => readBundled(root));
}

function readBundled(root: string): Bundled {
  const manifest = parseManifest(readFileSync(join(root, "package.json"), "utf8"));
  const file = readdirSync(root).find((name) => /^licen[cs]e(?:[.-]|$)/iu.test(name));
  const { name, version, license } = manifest;
  if (file === undefined) throw new Error(`${name} states no licence that could be shipped with it`);
  return { name, version, license, text: readFileSync(join(root, file), "utf8") };
}

function parseManifest(text: string): Omit<Bundled, "text"> {
  return JSON.parse(text) as Omit<Bundled, "text">;
}
