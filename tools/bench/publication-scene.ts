import { createHash } from "node:crypto";
import type { RegistryState, StoredPackage } from "@releaser/testkit/lab";
import { type Scene, sceneOf } from "./scene.ts";

/** The key of the release that is published. */
export const key = "1.1.0";

/** What a release of every package of a scene needs beside the packages. */
export interface PublicationSceneOptions {
  readonly packages: number;
  /** The text of `.github/allowed_signers`. */
  readonly allowedSigners: string;
}

/** A scene of which every package moves, with a release page in a folder beside it and no gates. */
export function publicationScene({ packages, allowedSigners }: PublicationSceneOptions): Scene {
  const scene = sceneOf({ packages, seed: 1, faults: 0, changesets: 0, tags: 1 });
  const files = new Map(scene.release.files);
  const dirs = [...files.keys()].flatMap((path) => /^(packages\/[^/]+)\/package\.json$/u.exec(path)?.[1] ?? []);
  const names = dirs.map((dir) => `@scene/${dir.slice("packages/".length)}`);
  for (const dir of dirs) {
    files.set(`${dir}/README.md`, proseOf(dir, 2_000));
    files.set(`${dir}/LICENSE`, proseOf("license", 1_000));
    files.set(`${dir}/index.js`, codeOf(dir, 8_000));
  }
  files.set(".changeset/all.md", `---\n${names.map((name) => `"${name}": minor\n`).join("")}---\n\nAll is better.\n`);
  files.set(".github/allowed_signers", allowedSigners);
  files.set(".gitignore", "node_modules\n.releaser\n");
  files.set("release/version.txt", "1.0.0\n");
  files.set("releaser.config.json", `${JSON.stringify({ page: { kind: "directory", path: "../releases" } })}\n`);
  return { ...scene, release: { ...scene.release, files } };
}

function proseOf(about: string, length: number): string {
  return linesOf(length, (index) => `${about} has, in paragraph ${index}, ${digest(`${about} ${index}`)} to say.`);
}

function codeOf(dir: string, length: number): string {
  return linesOf(length, (index) => `export const value${index} = "${digest(`${dir} ${index}`)}";`);
}

function linesOf(length: number, line: (index: number) => string): string {
  let text = "";
  for (let index = 0; text.length < length; index += 1) text += `${line(index)}\n`;
  return text;
}

/** Looks like chance, so that a tarball is about as large as one of a real package. */
function digest(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}

const olderVersions = 10;

/** What a registry holds before the release: ten older versions of each package, the last one that the release goes on from. */
export function stateBefore(releases: readonly { readonly name: string; readonly from: string }[]): RegistryState {
  return {
    packages: Object.fromEntries(releases.map(({ name, from }) => [name, storedPackage(name, from)])),
    tarballs: {},
    published: [],
  };
}

function storedPackage(name: string, from: string): StoredPackage {
  const older = Array.from({ length: olderVersions - 1 }, (_, index) => `0.${index + 1}.0`);
  const versions = [...older, from];
  return {
    name,
    versions: Object.fromEntries(versions.map((version) => [version, storedVersion(name, version)])),
    distTags: { latest: from },
    time: Object.fromEntries(versions.map((version) => [version, "2026-01-01T00:00:00.000Z"])),
    access: "public",
  };
}

function storedVersion(name: string, version: string): StoredPackage["versions"][string] {
  const hash = (algorithm: string): Buffer => createHash(algorithm).update(`${name}@${version}`).digest();
  return {
    name,
    version,
    description: proseOf(name, 200),
    dependencies: Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`external-${index}`, "^1.0.0"])),
    dist: {
      integrity: `sha512-${hash("sha512").toString("base64")}`,
      shasum: hash("sha1").toString("hex"),
      // As npm's registry tells them; without them each package's size is compared by a download.
      fileCount: 10,
      unpackedSize: 100_000,
      tarball: `${name}/-/${name.split("/").at(-1)}-${version}.tgz`,
    },
  };
}
