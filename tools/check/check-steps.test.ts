import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot, tempDir } from "@releaser/testkit";
import { expect, test } from "vitest";
import { readPublicPackages } from "../read-public-packages.ts";
import { checkSteps } from "./check-steps.ts";

const packages = readPublicPackages(repositoryRoot).map(({ name }) => name);
const steps = checkSteps({ packages, tarballs: "/tarballs" });

test("every step has a name of its own and follows the one that it waits for", () => {
  const names = steps.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  const early = steps.filter(({ after }, index) => after !== undefined && !names.slice(0, index).includes(after));
  expect(early).toEqual([]);
});

test("what is judged is packed by one call, after the build", () => {
  const pack = steps.find(({ name }) => name === "pack");
  expect(pack?.after).toBe("build");
  expect(pack?.command.filter((word) => word.startsWith("--filter="))).toEqual(
    packages.map((name) => `--filter=${name}`),
  );
  expect(packages).toContain("@releaser/nx");
});

test("a private package is none that is judged", () => {
  const root = tempDir();
  for (const [name, more] of [
    ["a", {}],
    ["b", { private: true }],
  ] as const) {
    mkdirSync(join(root, "packages", name), { recursive: true });
    writeFileSync(join(root, "packages", name, "package.json"), JSON.stringify({ name, ...more }));
  }
  expect(readPublicPackages(root)).toEqual([{ name: "a", dir: "packages/a" }]);
});
