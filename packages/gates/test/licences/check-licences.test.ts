import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { tempDir } from "@releaser/testkit";
import { expect, test } from "vitest";
import { checkLicences } from "../../src/licences/check-licences.ts";
import { toLicencePolicy } from "../../src/licences/licence-policy.ts";

type Fields = Readonly<Record<string, unknown>>;

/** A repository with two public packages and what is installed, by folder. */
function installed(folders: Readonly<Record<string, Fields>>): string {
  const root = tempDir();
  for (const [dir, fields] of Object.entries(folders)) {
    mkdirSync(join(root, dir), { recursive: true });
    const name = dir.split("node_modules/").at(-1) ?? "";
    writeFileSync(join(root, dir, "package.json"), JSON.stringify({ name, version: "1.0.0", ...fields }));
  }
  return root;
}

function link(root: string, from: string, to: string): void {
  mkdirSync(dirname(join(root, from)), { recursive: true });
  symlinkSync(join(root, to), join(root, from));
}

const published = ["core", "app"].map((name) => ({ name: `@s/${name}`, dir: `packages/${name}` }));
const policy = toLicencePolicy({ exceptions: { odd: { reason: "asked" }, gone: { reason: "asked" } } });
const needs = (...names: readonly string[]): Fields => ({
  dependencies: Object.fromEntries(names.map((name) => [name, "*"])),
});

test("all that published packages bring along is judged, wherever Node would find it, and told with the way to it", () => {
  const root = installed({
    "packages/core": { ...needs("a", "odd", "nowhere"), optionalDependencies: { elsewhere: "*" } },
    "packages/app": { ...needs("@s/core", "b"), devDependencies: { dev: "*" } },
    "node_modules/a": { ...needs("deep"), license: "MIT" },
    "node_modules/a/node_modules/deep": { license: "GPL-3.0-only", version: "2.0.0" },
    "node_modules/deep": { license: "MIT" },
    "node_modules/b": { ...needs("a"), licenses: [{ type: "ISC" }] },
    "node_modules/odd": {},
    "node_modules/dev": { license: "AGPL-3.0-only" },
  });
  link(root, "node_modules/@s/core", "packages/core");
  expect(checkLicences(root, published, policy)).toEqual({
    ok: false,
    text: [
      "✗ deep@2.0.0 is under GPL-3.0-only: @s/core > a > deep",
      "✗ nowhere is not installed: @s/core > nowhere",
      "! the exception for gone is for nothing: no published package brings it",
      "4 packages that 2 published ones bring along, 2 with problems",
      "",
    ].join("\n"),
  });
});

test("a store with links is gone through as Node does, circles too", () => {
  const store = "node_modules/.pnpm";
  const root = installed({
    "packages/core": needs("a"),
    "packages/app": {},
    [`${store}/a@1/node_modules/a`]: { ...needs("b"), license: "MIT" },
    [`${store}/b@1/node_modules/b`]: { ...needs("a"), license: "(MIT OR WTFPL)" },
  });
  link(root, "packages/core/node_modules/a", `${store}/a@1/node_modules/a`);
  link(root, `${store}/a@1/node_modules/b`, `${store}/b@1/node_modules/b`);
  link(root, `${store}/b@1/node_modules/a`, `${store}/a@1/node_modules/a`);
  expect(checkLicences(root, published, toLicencePolicy({}))).toEqual({
    ok: true,
    text: "2 packages that 2 published ones bring along, 0 with problems\n",
  });
});
