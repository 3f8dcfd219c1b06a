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

const specifier = /(?:\bfrom\s*|\bimport\s*\(?\s*)["']([^"'\n]+)["']/gu;

function importsOf(dir: string): readonly string[] {
  return filesBelow(`${dir}/src`, ".ts").flatMap((file) =>
    [...(readText(file) ?? "").matchAll(specifier)].map(([, name = ""]) => name),
  );
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
  const used = scoped([...importsOf(dir), ...shippedWith(readManifest(dir))]).filter((other) => other !== name);
  expect(allowed).toHaveProperty(name);
  expect([...new Set(used)].filter((other) => allowed[name]?.includes(other) !== true)).toEqual([]);
});

test("workspace alone talks to Changesets and manypkg", () => {
  const talkers = packageDirs().filter((dir) =>
    [...importsOf(dir), ...shippedWith(readManifest(dir))].some((name) => /^@(?:changesets|manypkg)\//u.test(name)),
  );
  expect(talkers).toEqual(["packages/workspace"]);
});
