import { repo } from "@releaser/testkit";
import { expect, test } from "vitest";
import { prereleaseFloor } from "../../../src/rules/range/prerelease-floor.ts";
import { judge, lines } from "../../judge.ts";

interface Case {
  readonly from?: string;
  readonly to?: string;
  readonly raw?: string;
  readonly field?: string;
  readonly fields?: Readonly<Record<string, unknown>>;
}

const world = ({ from = "1.0.0", to = "2.0.0-beta.1", raw = "workspace:^", field = "dependencies", fields }: Case) =>
  repo()
    .pkg(`core@${to}`)
    .pkg(`app@${from}`, { [field]: { core: raw }, ...fields });

test("a stable version on a prerelease of the workspace is a warning that names both", () => {
  const found = judge(prereleaseFloor, world({}));
  expect(lines(found)).toEqual([
    "warning packages/app/package.json#/dependencies/core: app 1.0.0 is stable and depends on core 2.0.0-beta.1, a prerelease",
  ]);
  expect(found[0]).toMatchObject({
    hint: "release core as stable first, or release app as a prerelease too: pnpm changeset pre enter beta",
    related: [{ file: "packages/core/package.json", message: "2.0.0-beta.1 here" }],
  });
});

test("so it is for a peer and for a range that names the prerelease", () => {
  const found = [world({ field: "peerDependencies" }), world({ raw: "^2.0.0-beta.0" }), world({ raw: "workspace:*" })];
  expect(found.map((one) => judge(prereleaseFloor, one).length)).toEqual([1, 1, 1]);
});

test("silent for development, a range that leaves it out, a prerelease itself, a stable target and a private package", () => {
  const worlds = [
    world({ field: "devDependencies" }),
    world({ raw: "^1.0.0" }),
    world({ from: "1.1.0-canary.3" }),
    world({ to: "2.0.0" }),
    world({ fields: { private: true } }),
  ];
  expect(worlds.flatMap((one) => judge(prereleaseFloor, one))).toEqual([]);
});
