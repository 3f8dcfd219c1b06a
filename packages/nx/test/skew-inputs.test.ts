import { execSync } from "node:child_process";
import { matchesGlob } from "node:path";
import { checkSkew, type SkewReport } from "@releaser/skew";
import { memoryFiles } from "@releaser/testkit";
import { toWorkspace } from "@releaser/workspace";
import { expect, test } from "vitest";
import { skewInputs } from "../src/skew-inputs.ts";
import { fullWorld, idleFiles } from "./full-world.ts";

const isInput = (file: string, config = ""): boolean =>
  skewInputs(config).some(
    (input) => typeof input === "string" && matchesGlob(file, input.replace(/^\{workspaceRoot\}\//u, "")),
  );

const commands = (config: string): readonly string[] =>
  skewInputs(config).flatMap((input) => (typeof input === "object" && "runtime" in input ? [input.runtime] : []));

const everything = fullWorld.files();
const idle = new Set(idleFiles);

interface Judged {
  readonly findings: SkewReport["findings"];
  /** Every file whose text was looked at. */
  readonly asked: ReadonlySet<string>;
}

function judge(texts: ReadonlyMap<string, string>): Judged {
  const files = memoryFiles(texts);
  const asked = new Set<string>();
  const noted =
    (ask: (path: string) => string | undefined) =>
    (path: string): string | undefined => {
      const text = ask(path);
      if (text !== undefined) asked.add(path);
      return text;
    };
  const [read, head] = [noted(files.read), noted(files.head)];
  const workspace = toWorkspace({ ...files, read, head }, { root: "/world" });
  const { findings } = checkSkew({ workspace, scope: "tree", now: () => 0, read, head });
  return { findings, asked };
}

test("every file that a rule before the build reads is an input", () => {
  const { findings, asked } = judge(everything);
  expect(findings.length).toBeGreaterThan(3);
  const some = [".nvmrc", ".github/workflows/ci.yml", "pnpm-lock.yaml", ".changeset/one.md", "release/version.txt"];
  expect([...asked]).toEqual(expect.arrayContaining([...some, "packages/public/CHANGELOG.md"]));
  expect([...asked].filter((file) => !isInput(file))).toEqual([]);
});

test("a file whose absence changes what is found is an input", () => {
  const before = judge(everything).findings;
  const weighty = [...everything.keys()].filter((file) => {
    const without = new Map([...everything].filter(([name]) => name !== file));
    return JSON.stringify(judge(without).findings) !== JSON.stringify(before);
  });
  expect(weighty.length).toBeGreaterThan(8);
  expect(weighty.filter((file) => !isInput(file))).toEqual([]);
});

test.each([
  ...[...everything.keys()].filter((file) => !idle.has(file)),
  "packages/a/b/package.json",
  "pnpmfile.js",
  "yarn.lock",
  "bun.lock",
])("%s is an input", (file) => expect(isInput(file)).toBe(true));

test.each([...idleFiles, "docs/a.md", ".sentinel/DECISIONS.md"])("%s is none", (file) =>
  expect(isInput(file)).toBe(false),
);

test.each([
  '{ "train": { "owner": "VERSION" } }',
  '{ "skew": { "baseline": "x.json" } }',
  '{ "skew": { "rules": { "file/surface": {} } } }',
  'import { branch } from "./tools/branch.ts";\nexport default { branch };',
  'export default (await import("../shared.mjs")).default;',
  "module.exports = require('./shared.cjs');",
  'import { readFileSync } from "node:fs";',
  'const name = "./shared.mjs";\nexport default (await import(name)).default;',
  "module.exports = require(`./${process.env.WHERE}.cjs`);",
  'export default process.getBuiltinModule("fs").readFileSync("VERSION", "utf8");',
  "export default (await import(/* ours */ './shared.mjs')).default;",
])("all files are where the configuration names or reads files of its own choice: %s", (config) =>
  expect(isInput("VERSION", config)).toBe(true),
);

test.each([
  "{}",
  'const { defineConfig } = require("@releaser/cli");\nmodule.exports = defineConfig({ branch: "main" });',
  "export default { root: import.meta.dirname };",
  'import { defineConfig } from "@releaser/cli";\nexport default defineConfig({ branch: "main" });',
])("not all files are where it does not: %s", (config) => expect(isInput("VERSION", config)).toBe(false));

test("the day is one where an exemption ends", () => {
  const day = commands('{ "skew": { "ignore": [{ "reason": "x", "until": "2027-01-01" }] } }').at(-1) ?? "";
  expect(execSync(day, { encoding: "utf8" }).trim()).toBe(new Date().toISOString().slice(0, 10));
  expect(commands("{}")).toEqual(["git for-each-ref refs/tags"]);
});
