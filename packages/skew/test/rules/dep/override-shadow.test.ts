import { repo } from "@releaser/testkit";
import { expect, test } from "vitest";
import { overrideShadow } from "../../../src/rules/dep/override-shadow.ts";
import { judge, lines } from "../../judge.ts";

const forcing = (override: string, range: string, field = "dependencies"): ReturnType<typeof repo> =>
  repo()
    .pkg("a@1.0.0", { [field]: { react: range } })
    .file("pnpm-workspace.yaml", `packages: ['packages/*']\noverrides:\n  ${override}\n`);

test("a version forced outside of what a released package asks for is a warning at the override", () => {
  const found = judge(overrideShadow, forcing("react: 18.3.1", "^19.0.0"));
  expect(lines(found)).toEqual([
    "warning pnpm-workspace.yaml#/overrides/react: react is forced to 18.3.1, but a asks for ^19.0.0",
  ]);
  expect(found[0]).toMatchObject({
    line: 3,
    related: [{ file: "packages/a/package.json", line: 5, message: "a asks for ^19.0.0" }],
  });
});

test("several declarations are one finding; where nothing published carries them it is information", () => {
  const world = forcing("react: 18.3.1", "^19.0.0", "devDependencies").pkg("example", {
    private: true,
    dependencies: { react: "^19.1.0" },
  });
  expect(judge(overrideShadow, world)).toMatchObject([
    {
      level: "info",
      message: "react is forced to 18.3.1, but a asks for ^19.0.0, and 1 more ask for other versions",
      related: [{}, { message: "example asks for ^19.1.0" }],
    },
  ]);
});

test.each([
  ["a range after a selector that the declared range meets", "react@<19: ^19.0.0", "18.2.0"],
  ["a selector below this package", "a>react: 18.0.0", "^19.0.0"],
  ["a prerelease of another major", "react: 20.0.0-rc.1", "^19.0.0"],
])("%s is found", (_, override, range) => {
  expect(judge(overrideShadow, forcing(override, range))).toHaveLength(1);
});

test.each([
  ["inside the range", "react: 19.2.0", "^19.0.0"],
  ["a range that meets it", "react: '>=19.1'", "^19.0.0"],
  ["a selector that the declared range does not meet", "react@<18: ^18.0.0", "^19.0.0"],
  ["below another package", "b>react: 18.0.0", "^19.0.0"],
  ["a removal", "react: '-'", "^19.0.0"],
  ["a folder", "react: link:../react", "^19.0.0"],
  ["an alias", "react: npm:preact@^10", "^19.0.0"],
  ["a tag asked for", "react: 18.0.0", "next"],
  ["a workspace range", "react: 18.0.0", "workspace:^"],
  ["another name", "react-dom: 18.0.0", "^19.0.0"],
])("silent: %s", (_, override, range) => {
  expect(judge(overrideShadow, forcing(override, range))).toEqual([]);
});

test("silent for a peer, and where the more particular override fits", () => {
  expect(judge(overrideShadow, forcing("react: 18.0.0", "^19.0.0", "peerDependencies"))).toEqual([]);
  expect(judge(overrideShadow, forcing("react: 18.0.0\n  react@^19: 19.1.0", "^19.0.0"))).toEqual([]);
});
