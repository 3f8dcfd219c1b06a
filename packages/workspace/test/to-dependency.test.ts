import { expect, test } from "vitest";
import { toDependency } from "../src/manifests/to-dependency.ts";

const catalogs = new Map([
  [
    "default",
    new Map([
      ["a", { raw: "^1.2.0", at: { file: "pnpm-workspace.yaml", line: 3 } }],
      ["al", { raw: "npm:other@^4.0.0", at: { file: "pnpm-workspace.yaml", line: 4 } }],
    ]),
  ],
  ["next", new Map([["a", { raw: "^2.0.0-0", at: { file: "pnpm-workspace.yaml", line: 9 } }]])],
]);

test.each([
  ["a", "^1.0.0", "a", "semver", "^1.0.0"],
  ["a", "", "a", "semver", "*"],
  ["a", "latest", "a", "tag", undefined],
  ["a", "workspace:^", "a", "workspace", "*"],
  ["a", "workspace:~", "a", "workspace", "*"],
  ["a", "workspace:*", "a", "workspace", "*"],
  ["a", "workspace:^1.2.0", "a", "workspace", "^1.2.0"],
  ["a", "workspace:../a", "a", "workspace", undefined],
  ["a", "workspace:packages/a", "a", "workspace", undefined],
  ["x", "workspace:a@^1.0.0", "a", "workspace", "^1.0.0"],
  ["x", "workspace:@s/a@*", "@s/a", "workspace", "*"],
  ["x", "npm:@s/a@~2.0.0", "@s/a", "npm", "~2.0.0"],
  ["x", "npm:a", "a", "npm", "*"],
  ["x", "npm:a@next", "a", "npm", undefined],
  ["a", "link:../a", "a", "link", undefined],
  ["a", "file:../a", "a", "file", undefined],
  ["a", "github:o/r", "a", "git", undefined],
  ["a", "o/r#main", "a", "git", undefined],
  ["a", "git+ssh://git@h/o/r.git", "a", "git", undefined],
  ["a", "https://h/a.tgz", "a", "url", undefined],
  ["a", "catalog:", "a", "catalog", "^1.2.0"],
  ["a", "catalog:default", "a", "catalog", "^1.2.0"],
  ["a", "catalog:next", "a", "catalog", "^2.0.0-0"],
  ["al", "catalog:", "other", "catalog", "^4.0.0"],
  ["b", "catalog:", "b", "catalog", undefined],
  ["a", "catalog:none", "a", "catalog", undefined],
])("%s: %j is %s by %s with the range %s", (...row) => {
  const [key, raw, name, protocol, range] = row;
  expect(toDependency({ file: "package.json", field: "dependencies", catalogs }, key, raw)).toMatchObject({
    key,
    raw,
    name,
    protocol,
    range,
  });
});

test("a catalog's value is mended where the catalog states it", () => {
  const entry = { file: "package.json", field: "dependencies", catalogs } as const;
  expect(toDependency(entry, "a", "catalog:next").at).toEqual({
    file: "pnpm-workspace.yaml",
    line: 9,
  });
  expect(toDependency(entry, "b", "catalog:").at).toEqual({
    file: "package.json",
    pointer: "/dependencies/b",
  });
});
