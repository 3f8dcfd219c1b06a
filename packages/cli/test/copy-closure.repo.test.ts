import { spawnSync } from "node:child_process";
import { lstatSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { tempDir } from "@releaser/testkit";
import { expect, test } from "vitest";
import { copyClosure } from "../src/portable/copy-closure.ts";

type Field = "dependencies" | "optionalDependencies" | "peerDependencies";

/** Writes a package that says its own version and what its dependencies say. */
function pack(dir: string, spec: string, needs: Partial<Record<Field, readonly string[]>> = {}): string {
  const [name, version] = spec.split("@");
  const fields = Object.entries(needs).map(([field, names]) => [
    field,
    Object.fromEntries(names.map((one) => [one, "*"])),
  ]);
  const imported = [...(needs.dependencies ?? []), ...(needs.peerDependencies ?? [])];
  mkdirSync(dir, { recursive: true });
  writeFileSync(
    join(dir, "package.json"),
    // Its manifest cannot be imported, which must not matter.
    JSON.stringify({ name, version, type: "module", exports: "./index.js", ...Object.fromEntries(fields) }),
  );
  const lines = imported.map((one, index) => `import d${index} from ${JSON.stringify(one)};`);
  const inner = imported.map((_, index) => `\${d${index}}`).join(" ");
  writeFileSync(join(dir, "index.js"), `${lines.join("\n")}\nexport default \`${spec}(${inner})\`;\n`);
  return dir;
}

/** What a package says when it is imported from a folder. */
function said(dir: string, name: string): string {
  const ran = spawnSync(process.execPath, ["--input-type=module", "-e", `import d from "${name}"; console.log(d);`], {
    cwd: dir,
    encoding: "utf8",
  });
  return ran.stdout.trim() || ran.stderr;
}

function links(dir: string): readonly string[] {
  return readdirSync(dir, { recursive: true, encoding: "utf8" }).filter((name) =>
    lstatSync(join(dir, name)).isSymbolicLink(),
  );
}

const whole = "app@1(a@1(c@1()) b@1(c@2() a@1(c@1())))";

test("links of a store, as pnpm makes them, become one tree in which each import leads where it led", () => {
  const store = tempDir();
  const at = (spec: string): string => join(store, spec, "node_modules", spec.split("@")[0] ?? "");
  pack(at("app@1"), "app@1", { dependencies: ["a", "b"], optionalDependencies: ["fsevents"], peerDependencies: [] });
  pack(at("a@1"), "a@1", { dependencies: ["c"] });
  pack(at("b@1"), "b@1", { dependencies: ["c"], peerDependencies: ["a"] });
  pack(at("c@1"), "c@1");
  pack(at("c@2"), "c@2");
  const beside = (from: string, name: string, to: string): void => symlinkSync(at(to), join(dirname(at(from)), name));
  beside("app@1", "a", "a@1");
  beside("app@1", "b", "b@1");
  beside("a@1", "c", "c@1");
  beside("b@1", "c", "c@2");
  beside("b@1", "a", "a@1");
  const out = tempDir();
  expect(copyClosure(at("app@1"), out)).toEqual({ packages: 5, missing: [] });
  expect(said(out, "app")).toBe(whole);
  expect(links(out)).toEqual([]);
});

test("nested folders, as npm makes them, and circles, become the same; what is to be left out is", () => {
  const root = tempDir();
  const modules = join(root, "node_modules");
  pack(join(modules, "app"), "app@1", { dependencies: ["a", "b"], peerDependencies: ["heavy"] });
  pack(join(modules, "a"), "a@1", { dependencies: ["c"] });
  pack(join(modules, "b"), "b@1", { dependencies: ["c", "a"] });
  pack(join(modules, "c"), "c@1");
  pack(join(modules, "b/node_modules/c"), "c@2");
  pack(join(modules, "heavy"), "heavy@1");
  const out = tempDir();
  expect(copyClosure(join(modules, "app"), out, ["heavy"])).toEqual({ packages: 5, missing: [] });
  expect(readdirSync(join(out, "node_modules")).toSorted()).toEqual(["a", "app", "b", "c"]);
  expect([said(out, "a"), said(out, "b")]).toEqual(["a@1(c@1())", "b@1(c@2() a@1(c@1()))"]);

  pack(join(modules, "c"), "c@1", { dependencies: ["app"] });
  expect(copyClosure(join(modules, "app"), tempDir(), ["heavy"])).toEqual({ packages: 5, missing: [] });
});

test("what is needed and not installed is told, and nothing is left then; what is optional or a peer is not", () => {
  const dir = pack(join(tempDir(), "node_modules/app"), "app@1", {
    dependencies: ["gone"],
    optionalDependencies: ["perhaps"],
    peerDependencies: ["somebody"],
  });
  const out = tempDir();
  expect(copyClosure(dir, out)).toEqual({ packages: 1, missing: ["gone"] });
  expect(readdirSync(out)).toEqual([]);
});
