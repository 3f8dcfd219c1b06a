// DecisionRef: D-0001
import { expect, test } from "vitest";
import { filesBelow, type Manifest, packageDirs, readManifest, readText } from "../repository.ts";

const maker: readonly string[] = ["core"];
const makers = ["checksums", "gates", "notes", "provenance", "publishers", "skew", "workflows"] as const;
const app = ["core", "workspace", ...makers];

/** Who may import whom, by the name after the scope. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  core: [],
  workspace: ["core"],
  ...Object.fromEntries(makers.map((name) => [name, maker])),
  cli: app,
  nx: app,
  testkit: ["core", "workspace"],
};

/** The exception of D-0010: one entry of skew reads the workspace itself, and two modules of Changesets load it where it is installed. */
const reading = "packages/skew/src/changesets.ts";
const loaders: readonly string[] = ["notes", "provenance"];

const specifier = /(?:\bfrom\s*|\bimport\s*\(?\s*)["']([^"'\n]+)["']/gu;

/** Whose program a package starts, by the package: installed beside it as a peer, and never imported. */
const started: Readonly<Record<string, readonly string[]>> = { nx: ["cli"] };

function importsOf(dir: string): readonly string[] {
  return filesBelow(`${dir}/src`, ".ts").flatMap((file) => importsIn(file));
}

function importsIn(file: string): readonly string[] {
  return [...(readText(file) ?? "").matchAll(specifier)].map(([, name = ""]) => name);
}

/** Which packages may be imported, and stand in the manifest, beyond the layer. */
function excepted(name: string): readonly string[] {
  if (name === "skew") return ["workspace"];
  return loaders.includes(name) ? ["skew"] : [];
}

function shippedWith({ dependencies, optionalDependencies, peerDependencies }: Manifest): readonly string[] {
  return Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies });
}

function scoped(names: readonly string[]): readonly string[] {
  return names.flatMap((name) => /^@releaser\/([^/]+)/u.exec(name)?.[1] ?? []);
}

test("the sentinel sees imports", () => {
  expect(importsOf("packages/skew")).toContain("@releaser/core");
});

test.each(packageDirs())("%s imports only what its layer may", (dir) => {
  const name = dir.slice("packages/".length);
  const peers = started[name] ?? [];
  const manifest = readManifest(dir);
  expect(scoped(Object.keys(manifest.peerDependencies ?? {}))).toEqual(expect.arrayContaining([...peers]));
  const named = scoped(shippedWith(manifest)).filter((other) => !peers.includes(other));
  const used = [...scoped(importsOf(dir)), ...named].filter((other) => other !== name);
  expect(allowed).toHaveProperty(name);
  const may = new Set([...(allowed[name] ?? []), ...excepted(name)]);
  expect([...new Set(used)].filter((other) => !may.has(other))).toEqual([]);
});

test("one file of skew reads the workspace itself; who loads it imports nothing of it and works without", () => {
  const readers = filesBelow("packages/skew/src", ".ts").filter((file) =>
    scoped(importsIn(file)).includes("workspace"),
  );
  expect(readers).toEqual([reading]);
  for (const name of loaders) {
    const { dependencies, peerDependenciesMeta } = readManifest(`packages/${name}`);
    expect(scoped(importsOf(`packages/${name}`))).not.toContain("skew");
    expect(Object.keys(dependencies ?? {})).not.toContain("@releaser/skew");
    expect(peerDependenciesMeta?.["@releaser/skew"]).toEqual({ optional: true });
  }
});

test("workspace alone talks to Changesets and manypkg", () => {
  const isTheirs = (name: string): boolean => /^@(?:changesets|manypkg)\//u.test(name);
  const talkers = packageDirs().filter((dir) => importsOf(dir).some(isTheirs));
  expect(talkers).toEqual(["packages/workspace"]);
  const shippers = packageDirs().filter((dir) => shippedWith(readManifest(dir)).some(isTheirs));
  // The command's bundle holds `workspace`, so its manifest names what that needs.
  expect(shippers).toEqual(["packages/cli", "packages/workspace"]);
});
