import { repo } from "@releaser/testkit";
import { expect, test } from "vitest";
import { typescript } from "../../../src/rules/tool/typescript.ts";
import { judge, judgeWith, lines, mended } from "../../judge.ts";

function asking(...ranges: readonly string[]): ReturnType<typeof repo> {
  return ranges.reduce(
    (world, range, index) =>
      world.pkg(`p${index}@1.0.0`, { devDependencies: { typescript: range, vite: `^${index}.0.0` } }),
    repo(),
  );
}

test("two majors are one warning, at who is behind", () => {
  const found = judge(typescript, asking("~6.0.3", "^5.9.0", "^6.1.0"));
  expect(lines(found)).toEqual([
    "warning packages/p1/package.json#/devDependencies/typescript: typescript is on 6 in 2 places, 5 in 1 place",
  ]);
  expect(found[0]).toMatchObject({
    line: 5,
    hint: "bring p1 to typescript 6",
    related: [{ message: "p0 asks for ~6.0.3" }, { message: "p2 asks for ^6.1.0" }],
  });
});

test("its fix asks for what the highest major has; which to take is for a person to say", () => {
  const world = asking("~6.0.3", "^5.9.0", "^6.1.0")
    .pkg("c@1.0.0", { devDependencies: { typescript: "catalog:" } })
    .catalog({ typescript: "5.0.0" });
  const found = judge(typescript, world);
  expect(found.map(({ fix }) => fix)).toMatchObject([
    { safety: "unsafe", edits: [{ value: "^6.1.0" }, { value: "^6.1.0" }] },
  ]);
  expect(judge(typescript, mended(world, found))).toEqual([]);
});

test("which tools are compared is configured", () => {
  expect(judgeWith(typescript, asking("^6.0.0", "^5.0.0"), { tools: ["vite"] }).map(({ message }) => message)).toEqual([
    "vite is on 1 in 1 place, 0 in 1 place",
  ]);
});

test("silent for one major, a catalog of it, a tag, any version, a peer and an alias", () => {
  const worlds = [
    asking("^6.0.0", "~6.1.0", "6", "next", "*"),
    asking("^6.0.0")
      .catalog({ typescript: "^6.0.0" })
      .pkg("c@1.0.0", { devDependencies: { typescript: "catalog:" } }),
    asking("^6.0.0").pkg("c@1.0.0", { peerDependencies: { typescript: ">=5" } }),
    asking("^6.0.0").pkg("c@1.0.0", { devDependencies: { "typescript-5": "npm:typescript@^5" } }),
  ];
  const found = worlds.flatMap((world) => judge(typescript, world));
  expect(lines(found)).toEqual([]);
});
