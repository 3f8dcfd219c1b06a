import { describe, expect, test } from "vitest";
import { type SetupChoices, toDefaultChoices } from "../src/setup/choices.ts";
import { editJson } from "../src/setup/edit-json.ts";
import type { SetupFacts } from "../src/setup/facts.ts";
import { renderFound, renderSetup } from "../src/setup/render-setup.ts";
import { toNext } from "../src/setup/to-next.ts";
import { toSetup } from "../src/setup/to-setup.ts";

const manifest = '{\n  "name": "acme",\n  "private": true\n}\n';

const bare: SetupFacts = {
  name: "acme",
  packageManager: "pnpm",
  classicYarn: false,
  isWorkspace: true,
  packages: 3,
  publicPackages: ["@acme/core"],
  access: "public",
  branch: "trunk",
  github: { path: "acme/shop", origin: "https://github.com" },
  signer: { email: "ana@example.test", publicKey: "ssh-ed25519 AAAA" },
  configFile: undefined,
  dependencies: new Set(),
  texts: new Map([["package.json", manifest]]),
};

function setUp(facts: Partial<SetupFacts> = {}, choices: Partial<SetupChoices> = {}): ReturnType<typeof toSetup> {
  const whole = { ...bare, ...facts };
  return toSetup(whole, { ...toDefaultChoices(whole), ...choices });
}

function withTexts(texts: Readonly<Record<string, string>>): Pick<SetupFacts, "texts"> {
  return { texts: new Map([...bare.texts, ...Object.entries(texts)]) };
}

function after(setup: ReturnType<typeof toSetup>, file: string): string | undefined {
  return setup.changes.find((change) => change.file === file)?.after;
}

describe("what a set-up comes to", () => {
  test("a repository that has nothing gets everything, in the order of paths", () => {
    const setup = setUp();
    expect(setup.changes.map(({ file, before }) => [file, before === undefined])).toEqual([
      [".changeset/config.json", true],
      [".github/allowed_signers", true],
      [".gitignore", true],
      ["package.json", false],
      ["releaser.config.json", true],
    ]);
    expect(JSON.parse(after(setup, ".changeset/config.json") ?? "")).toMatchObject({
      changelog: ["@releaser/notes", { repo: "acme/shop" }],
      commit: false,
      access: "public",
      baseBranch: "trunk",
      privatePackages: { version: true, tag: false },
    });
    expect(after(setup, ".github/allowed_signers")).toBe('ana@example.test namespaces="git" ssh-ed25519 AAAA\n');
    expect(after(setup, ".gitignore")).toBe(".releaser/\n");
    expect(after(setup, "package.json")).toBe(
      '{\n  "name": "acme",\n  "private": true,\n  "scripts": {\n    "changeset": "changeset",\n    "releaser": "releaser"\n  }\n}\n',
    );
    expect(after(setup, "releaser.config.json")).toBe('{\n  "page": {\n    "kind": "github"\n  }\n}\n');
    expect(setup.commands.map(({ words }) => words.join(" "))).toEqual([
      "pnpm add -D -w @releaser/cli @changesets/cli@3 verdaccio@6 @releaser/notes",
    ]);
    expect(setup.notes).toEqual([]);
  });

  test("what it wrote, it does not write again", () => {
    const { changes } = setUp({ ...withTexts({ "nx.json": "{}", ".sentinel/package.json": '{ "name": "s" }' }) });
    const texts = new Map([...bare.texts, ...changes.map(({ file, after: text }) => [file, text] as const)]);
    const again = setUp({ texts, configFile: "releaser.config.json" });
    expect(again.changes).toEqual([]);
  });

  test("what people wrote is kept: their scripts, their Changesets, their configuration, their signers", () => {
    const own = {
      "package.json": '{ "scripts": { "changeset": "changeset --empty", "releaser": "npx releaser" } }',
      ".changeset/config.json": "{}",
      ".gitignore": "dist\n/.releaser\n",
      ".github/allowed_signers": "",
    };
    expect(setUp({ ...withTexts(own), configFile: "releaser.config.ts" }).changes).toEqual([]);
  });

  test.each([
    [".releaser", false],
    ["**/.releaser/", false],
    [".releaser/\r\ndist\r\n", false],
    ["# .releaser", true],
    ["x.releaser", true],
  ])("a .gitignore with %j is%s changed", (text, changes) => {
    expect(setUp(withTexts({ ".gitignore": text })).changes.some(({ file }) => file === ".gitignore")).toBe(changes);
  });

  test("line ends stay, and a last line without one gets it", () => {
    expect(after(setUp(withTexts({ ".gitignore": "a\r\nb" })), ".gitignore")).toBe("a\r\nb\r\n.releaser/\r\n");
    expect(after(setUp(withTexts({ "package.json": '{\r\n\t"name": "a"\r\n}' })), "package.json")).toBe(
      '{\r\n\t"name": "a",\r\n\t"scripts": {\r\n\t\t"changeset": "changeset",\r\n\t\t"releaser": "releaser"\r\n\t}\r\n}',
    );
  });

  test("nx gets the plugin behind its own, comments stay, and defaults that would drop the skew check are told", () => {
    const nx =
      '{\n  // ours\n  "plugins": ["@nx/js"],\n  "targetDefaults": { "build": { "dependsOn": ["^build"] } }\n}\n';
    const setup = setUp(withTexts({ "nx.json": nx }));
    expect(after(setup, "nx.json")).toBe(nx.replace('["@nx/js"]', '["@nx/js", "@releaser/nx"]'));
    expect(setup.commands[0]?.words).toContain("@releaser/nx");
    expect(setup.notes).toEqual([expect.stringContaining("targetDefaults.build.dependsOn")]);
  });

  test("an nx plugin with options is one that is there", () => {
    const nx = '{ "plugins": [{ "plugin": "@releaser/nx", "options": {} }] }';
    expect(after(setUp(withTexts({ "nx.json": nx })), "nx.json")).toBeUndefined();
  });

  test("a .sentinel without a version gets one behind its name", () => {
    const setup = setUp(withTexts({ ".sentinel/package.json": '{\n  "name": "s",\n  "private": true\n}\n' }));
    expect(after(setup, ".sentinel/package.json")).toBe(
      '{\n  "name": "s",\n  "version": "0.0.0",\n  "private": true\n}\n',
    );
  });

  test("pages can be files beside the repository, on an installation of GitHub's, or nowhere", () => {
    const elsewhere = setUp({ github: undefined });
    expect(JSON.parse(after(elsewhere, "releaser.config.json") ?? "")).toEqual({
      page: { kind: "directory", path: "../acme-releases" },
    });
    const own = setUp({ github: { path: "a/b", origin: "https://github.acme.test" } }, { config: "ts" });
    expect(after(own, "releaser.config.ts")).toBe(
      'import { defineConfig } from "@releaser/cli";\n\nexport default defineConfig({\n  page: {\n    kind: "github",\n    apiUrl: "https://github.acme.test/api/v3"\n  }\n});\n',
    );
    const nowhere = setUp({}, { page: "none" });
    expect(nowhere.changes.some(({ file }) => file.startsWith("releaser.config"))).toBe(false);
    expect(nowhere.notes).toEqual([expect.stringContaining("nothing goes outward")]);
  });

  test("a key is trusted only where one is known and nobody says otherwise", () => {
    const file = ".github/allowed_signers";
    expect(after(setUp({ signer: undefined }), file)).toBeUndefined();
    expect(setUp({ signer: undefined }).notes).toEqual([expect.stringContaining("releaser doctor")]);
    expect(after(setUp({}, { trustKey: false }), file)).toBeUndefined();
  });

  test.each([
    ["npm", true, false, "npm install -D"],
    ["yarn", true, false, "yarn add -D"],
    ["yarn", true, true, "yarn add -D -W"],
    ["yarn", false, true, "yarn add -D"],
    ["pnpm", false, false, "pnpm add -D"],
  ] as const)("%s installs what is missing", (packageManager, isWorkspace, classicYarn, begin) => {
    const dependencies = new Set(["@changesets/cli", "verdaccio"]);
    const { commands } = setUp({ packageManager, isWorkspace, classicYarn, dependencies });
    expect(commands.map(({ words }) => words.join(" "))).toEqual([`${begin} @releaser/cli @releaser/notes`]);
  });
});

describe("how a set-up is told", () => {
  test("what was found stands in one line", () => {
    expect(renderFound(bare)).toBe("pnpm workspace, 3 packages, no Changesets yet, GitHub acme/shop");
    expect(renderFound({ ...bare, isWorkspace: false, github: undefined })).toBe(
      "pnpm package, no Changesets yet, not on GitHub",
    );
  });

  test("no line is wider than told, and a command on several lines is one for a shell", () => {
    const lines = renderSetup(
      setUp(withTexts({ "nx.json": '{ "targetDefaults": { "build": { "dependsOn": [] } } }' })),
      60,
    );
    expect(lines.filter((line) => line.length > 60)).toEqual([]);
    const start = lines.indexOf("to be run then:") + 1;
    expect(lines.slice(start, start + 2).map((line) => line.trim())).toEqual([
      expect.stringMatching(/^pnpm add .* \\$/u),
      expect.stringMatching(/^verdaccio@6 @releaser\/notes @releaser\/nx$/u),
    ]);
  });

  test("the last line is what to type: install, commit, rehearse, as far as it is left", () => {
    const setup = setUp();
    expect(toNext(setup, { packageManager: "pnpm", installed: true })).toBe("commit, then pnpm releaser rehearse");
    expect(toNext(setup, { packageManager: "yarn", installed: false })).toBe(
      "run the command above, commit, then yarn releaser rehearse",
    );
    expect(toNext({ changes: [], commands: [], notes: [] }, { packageManager: "npm", installed: false })).toBe(
      "npm run releaser -- rehearse",
    );
  });
});

describe("editing JSON", () => {
  test("keeps a byte order mark, comments, tabs and the missing last line end", () => {
    expect(editJson('\uFEFF{\n\t// why\n\t"a": 1\n}', [{ path: ["b"], value: { c: 2 } }])).toBe(
      '\uFEFF{\n\t// why\n\t"a": 1,\n\t"b": {\n\t\t"c": 2\n\t}\n}',
    );
  });

  test("keeps what stands on one line there", () => {
    const edits = [
      { path: ["scripts", "b"], value: "2" },
      { path: ["scripts", "c"], value: "3" },
    ];
    expect(editJson('{ "scripts": {"a": "1"}, "workspaces": ["x", "y"] }\n', edits)).toBe(
      '{ "scripts": {"a": "1","b": "2","c": "3"}, "workspaces": ["x", "y"] }\n',
    );
  });
});
