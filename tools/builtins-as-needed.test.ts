import { expect, test } from "vitest";
import { builtinsAsNeeded, renderBuiltin } from "./builtins-as-needed.ts";

const used = [
  "child_process",
  "crypto",
  "events",
  "fs",
  "fs/promises",
  "os",
  "path",
  "process",
  "stream/promises",
  "url",
  "util",
];

test.each(used)("%s has in the bundle what it has in Node", async (name) => {
  const source = `data:text/javascript,${encodeURIComponent(renderBuiltin(name))}`;
  const [rendered, own] = await Promise.all([import(source), import(name)]);
  expect(Object.keys(rendered).toSorted()).toEqual(Object.keys(own).toSorted());
  expect(rendered.default).toBe(own.default);
});

test("only what an import statement asks for is taken so", () => {
  const { resolveId } = builtinsAsNeeded();
  const id = resolveId("node:fs", undefined, { kind: "import-statement" });
  expect(id).toBe(resolveId("fs", undefined, { kind: "import-statement" }));
  expect(id).toMatch(/fs$/u);
  expect(resolveId("node:fs", undefined, { kind: "dynamic-import" })).toBeUndefined();
  expect(resolveId("fs", undefined, { kind: "require-call" })).toBeUndefined();
  expect(resolveId("yaml", undefined, { kind: "import-statement" })).toBeUndefined();
});
