import { expect, test } from "vitest";
import { initGitignore } from "../src/setup/init-gitignore.ts";
import { initManifest } from "../src/setup/init-manifest.ts";
import { initNxJson } from "../src/setup/init-nx-json.ts";

test("the plugin comes last, and what else the file says stays as it was written", () => {
  const text = '{\n\t// ours\n\t"plugins": ["@nx/vite/plugin"],\n\t"parallel": 3,\n}\n';
  expect(initNxJson(text)).toBe(
    '{\n\t// ours\n\t"plugins": [\n\t\t"@nx/vite/plugin",\n\t\t"@releaser/nx"\n\t],\n\t"parallel": 3,\n}\n',
  );
  expect(JSON.parse(initNxJson(undefined))).toEqual({ plugins: ["@releaser/nx"] });
});

test("a build's own dependences keep those that are inferred, in each form that nx knows", () => {
  const after = (build: unknown): unknown => {
    const text = JSON.stringify({ plugins: ["@releaser/nx"], targetDefaults: { build } });
    return (JSON.parse(initNxJson(text)) as { targetDefaults: { build: unknown } }).targetDefaults.build;
  };
  expect(after({ dependsOn: ["^build"], cache: true })).toEqual({ dependsOn: ["...", "^build"], cache: true });
  expect(after([{ filter: { projects: "a" }, dependsOn: [] }, { cache: true }])).toEqual([
    { filter: { projects: "a" }, dependsOn: ["..."] },
    { cache: true },
  ]);
  expect(after({ cache: true })).toEqual({ cache: true });
});

test.each([
  '{ "plugins": ["@releaser/nx"] }',
  '{ "plugins": [{ "plugin": "@releaser/nx", "exclude": [] }], "targetDefaults": { "build": { "dependsOn": ["...", "^build"] } } }',
])("what is set up already stays to the byte: %s", (text) => expect(initNxJson(text)).toBe(text));

test("the root gets the command line and a script, unless it has them", () => {
  expect(JSON.parse(initManifest('{\n  "name": "root"\n}\n', "^1.0.0"))).toEqual({
    name: "root",
    devDependencies: { "@releaser/cli": "^1.0.0" },
    scripts: { release: "nx run-many -t release" },
  });
  const set = '{ "dependencies": { "@releaser/cli": "0.9.0" }, "scripts": { "release": "mine" } }';
  expect(initManifest(set, "^1.0.0")).toBe(set);
});

test.each([
  [undefined, ".releaser/\n"],
  ["dist", "dist\n.releaser/\n"],
  ["/.releaser\n", "/.releaser\n"],
  [".releaser/\r\n", ".releaser/\r\n"],
])("what nx packs is ignored by git: %j", (before, after) => expect(initGitignore(before)).toBe(after));
