import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { memoryFiles, repo, tempDir } from "../src/index.ts";

test("a world is the texts that a person would have written", () => {
  const world = repo()
    .pkg("@s/a@1.4.0", { private: true })
    .pkg("plain", {}, { dir: "tools/plain" })
    .sentinel("1.0.0")
    .catalog({ semver: "^7.0.0" })
    .changeset("brave-dogs-sing", { "@s/a": "minor" }, "Sing louder.");
  expect([...world.files().keys()]).toEqual([
    ".changeset/brave-dogs-sing.md",
    ".changeset/config.json",
    ".sentinel/package.json",
    "package.json",
    "packages/a/package.json",
    "pnpm-workspace.yaml",
    "tools/plain/package.json",
  ]);
  expect(JSON.parse(world.files().get("packages/a/package.json") ?? "")).toEqual({
    name: "@s/a",
    version: "1.4.0",
    private: true,
  });
  expect(JSON.parse(world.files().get("tools/plain/package.json") ?? "")).toEqual({ name: "plain" });
  expect(world.files().get("pnpm-workspace.yaml")).toBe(
    'packages:\n  - "packages/*"\n  - "tools/*"\n  - ".sentinel"\ncatalog:\n  "semver": "^7.0.0"\n',
  );
  expect(world.files().get(".changeset/brave-dogs-sing.md")).toBe('---\n"@s/a": minor\n---\n\nSing louder.\n');
});

test("a world is never changed by what is built on it", () => {
  const base = repo().pkg("@s/a@1.0.0");
  const before = new Map(base.files());
  base.pkg("@s/b@1.0.0").root({ name: "other" }).file("x", "y").config({ access: "restricted" }).catalog({ a: "1" });
  expect(base.files()).toEqual(before);
});

test("a file wins over what the builder would write, and a configuration can be absent", () => {
  const world = repo().pkg("@s/a@1.0.0").file("packages/a/package.json", "{").config(undefined);
  expect(world.files().get("packages/a/package.json")).toBe("{");
  expect(world.files().has(".changeset/config.json")).toBe(false);
});

test("the same world is written to disk", () => {
  const world = repo().pkg("@s/a@1.0.0").file("docs/deep/page.md", "hello");
  const dir = world.write(join(tempDir(), "made"));
  const written = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(written).toHaveLength(world.files().size);
  for (const [path, text] of world.files()) expect(readFileSync(join(dir, path), "utf8")).toBe(text);
});

test("memory answers as a disk does", () => {
  const files = memoryFiles(
    new Map([
      ["package.json", "{}"],
      ["packages/a/package.json", "{}"],
      ["packages/README.md", ""],
    ]),
  );
  expect(files.list("")).toEqual([
    { name: "package.json", kind: "file" },
    { name: "packages", kind: "dir" },
  ]);
  expect(files.list(".")).toEqual(files.list(""));
  expect(files.list("packages/")).toEqual([
    { name: "README.md", kind: "file" },
    { name: "a", kind: "dir" },
  ]);
  expect([files.list("nowhere"), files.read("packages"), files.read("./package.json")]).toEqual([[], undefined, "{}"]);
});

test("a temporary folder is empty and a real path", () => {
  const dir = tempDir();
  mkdirSync(join(dir, "inside"));
  expect(readdirSync(dir)).toEqual(["inside"]);
});
