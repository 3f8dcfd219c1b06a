import { expect, test } from "vitest";
import { parseStated } from "../src/config/parse-stated.ts";

const stated = (text: string): unknown => parseStated(text);

test("what a module states in plain values is read without running it, in each way of writing it", () => {
  const config =
    '{ branch: "main", "packageTags": false, train: { from: `1.0.0` }, links: [{ title: "a", url: "b" }] }';
  const document = {
    branch: "main",
    packageTags: false,
    train: { from: "1.0.0" },
    links: [{ title: "a", url: "b" }],
  };
  for (const text of [
    `export default ${config};`,
    `import { defineConfig } from "@releaser/cli";\nexport default defineConfig(${config});`,
    `import type { Config } from "@releaser/cli";\nexport default ${config} satisfies Config;`,
    `const config = ${config} as const;\nexport default config;`,
    `const branch: string = "main";\nexport default defineConfig(${config.replace('branch: "main"', "branch")});`,
  ]) {
    expect(stated(text)).toEqual({ document, computed: [] });
  }
});

test("what would have to be run is named, and the rest is read", () => {
  const text = `import { other } from "./other.js";
  const round = round2, round2 = round;
  export default {
    branch: process.env.BRANCH, remote: "upstream", publishers: [other()], gates: { test: { run: other } },
    links: [...other], page: { kind: "directory", path: \`\${other}/x\` }, round, remoteTimeout: 5, skew() {}, get train() {},
  };`;
  expect(stated(text)).toEqual({
    document: { remote: "upstream", remoteTimeout: 5 },
    computed: ["branch", "publishers", "gates", "links", "page", "round", "skew", "train"],
  });
});

test.each([
  ["a function", "export default () => ({})"],
  ["a call of something else", "export default other({ branch: 'main' })"],
  ["nothing", "export const branch = 'main'"],
  ["an object that is changed afterwards", "const config = {}; config.page = 1; export default config"],
  ["what it assigns", "let config = {}; export default config"],
])("%s is not run", (_, text) => {
  expect(stated(text)).toEqual({ document: {}, computed: ["default"] });
});

test("names of prototypes are keys like others", () => {
  const { document } = parseStated('export default { "__proto__": { polluted: true }, constructor: "x" }');
  expect([Object.keys(document), ({} as { polluted?: unknown }).polluted]).toEqual([
    ["__proto__", "constructor"],
    undefined,
  ]);
});
