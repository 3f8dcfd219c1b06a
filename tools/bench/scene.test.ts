import { expect, test } from "vitest";
import { type Scene, sceneOf, type SceneOptions } from "./scene.ts";

const options: SceneOptions = { packages: 40, seed: 1, faults: 0, changesets: 5, tags: 3 };

/** A scene as one text: all that would be written, in order. */
function bytesOf({ release, tags, since }: Scene): string {
  return JSON.stringify([release, ...since].map(({ message, files }) => [message, ...files]).concat([[...tags]]));
}

test("the same options give the same bytes, another seed other ones", () => {
  const bytes = bytesOf(sceneOf(options));
  expect(bytesOf(sceneOf({ ...options }))).toBe(bytes);
  expect(bytesOf(sceneOf({ ...options, seed: 2 }))).not.toBe(bytes);
});

test("it holds as many packages, tags and changesets as were asked for", () => {
  const { release, tags, since } = sceneOf(options);
  expect([...release.files.keys()].filter((path) => /^packages\/[^/]+\/package\.json$/u.test(path))).toHaveLength(40);
  expect(new Set(tags).size).toBe(120);
  expect(since.map(({ files }) => [...files.keys()].filter((path) => path.startsWith(".changeset/")))).toEqual(
    [0, 1, 2, 3, 4].map((index) => [`.changeset/change-${index}.md`]),
  );
});

test("each package asks for ten externals and up to five of those before it", () => {
  const { files } = sceneOf(options).release;
  const manifests = [...files]
    .filter(([path]) => path.endsWith("/package.json"))
    .map(([, text]) => parseManifest(text));
  const names = manifests.map(({ name }) => name);
  for (const [index, { dependencies, devDependencies }] of manifests.entries()) {
    const internal = Object.keys(dependencies).filter((name) => names.includes(name));
    expect(internal).toHaveLength(Math.min(5, index));
    expect(internal.every((name) => names.indexOf(name) < index)).toBe(true);
    expect(Object.keys({ ...dependencies, ...devDependencies })).toHaveLength(internal.length + 10);
    expect(Object.keys(dependencies)).toEqual(Object.keys(dependencies).toSorted());
  }
});

interface Manifest {
  readonly name: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

function parseManifest(text: string): Manifest {
  return JSON.parse(text) as Manifest;
}
