import { repo, type World } from "@releaser/testkit";
import { expect, test } from "vitest";
import { lockfileAfterVersion } from "../../../src/rules/plan/lockfile-after-version.ts";
import { lines } from "../../judge.ts";
import { judgePlanned } from "../../planned.ts";

/** Two that depend on `a`, with a lockfile that repeats it. */
function locked(raw: string, field = "dependencies"): World {
  const entry = (dir: string): string =>
    `  packages/${dir}:\n    ${field}:\n      a:\n        specifier: '${raw}'\n        version: link:../a\n`;
  return repo()
    .pkg("a@1.0.0")
    .pkg("b@1.0.0", { [field]: { a: raw } })
    .pkg("c@1.0.0", { [field]: { a: raw } })
    .file(
      "pnpm-lock.yaml",
      `lockfileVersion: '9.0'\n\nimporters:\n  .: {}\n  packages/a: {}\n${entry("b")}${entry("c")}`,
    );
}

test("literal ranges that the plan rewrites and the lockfile repeats are one information", async () => {
  const found = await judgePlanned(lockfileAfterVersion, locked("^1.0.0").changeset("x", { a: "major" }));
  expect(lines(found)).toEqual([
    "info packages/b/package.json#/dependencies/a: the plan makes a ^2.0.0 of ^1.0.0 and 1 more, which pnpm-lock.yaml repeats",
  ]);
  expect(found).toMatchObject([
    {
      hint: expect.stringContaining("`pnpm install --lockfile-only`"),
      related: [{ file: "packages/c/package.json", message: "a becomes ^2.0.0" }],
    },
  ]);
});

test("workspace: with a range is a literal too, and so are devDependencies", async () => {
  for (const world of [locked("workspace:~1.0.0"), locked("1.0.0", "devDependencies")]) {
    expect(await judgePlanned(lockfileAfterVersion, world.changeset("x", { a: "minor" }))).toHaveLength(1);
  }
});

test("silent where ranges follow by themselves, where none is rewritten, and where nothing repeats them", async () => {
  const bare = repo()
    .pkg("a@1.0.0")
    .pkg("b@1.0.0", { dependencies: { a: "^1.0.0" } });
  const worlds = [
    ...["workspace:^", "workspace:*", ">=1.0.0"].map((raw) => locked(raw)),
    locked("^1.0.0").config({ updateInternalDependencies: "minor" }),
    bare,
    bare.root({ packageManager: "npm@11.0.0" }).file("package-lock.json", '{ "lockfileVersion": 3 }\n'),
  ];
  const found = await Promise.all(
    worlds.map((world, index) =>
      judgePlanned(
        lockfileAfterVersion,
        world.changeset("x", { a: index === 2 ? "none" : index === 3 ? "patch" : "major" }),
      ),
    ),
  );
  expect(found.flat()).toEqual([]);
});
