import { mkdirSync, realpathSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { ReleaserError } from "@releaser/core";
import { openTempDir, removeDir, repo, type World } from "@releaser/testkit";
import { readPlan } from "@releaser/workspace";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { toPlanningWorkspace } from "../src/plan/engine-workspace.ts";
import { openEngine } from "../src/plan/engine.ts";

const place = openTempDir();
afterAll(() => removeDir(place));

/** A folder in which a Changesets is installed. */
function installed(version: "@changesets/cli" | "changesets-2"): string {
  const dir = join(place, version.replace("/", "-"));
  mkdirSync(join(dir, "node_modules/@changesets"), { recursive: true });
  const real = realpathSync(join(import.meta.dirname, "../node_modules", version));
  symlinkSync(real, join(dir, "node_modules/@changesets/cli"));
  return dir;
}

const names = ["a", "b", "c", "d", "e", "f"] as const;
const range = fc.constantFrom(
  "workspace:^",
  "workspace:~",
  "workspace:*",
  "^1.0.0",
  "~1.0.0",
  "1.0.0",
  "^2.0.0",
  ">=1",
  "workspace:^1.0.0",
  "*",
  "next",
  "file:../x",
);
const member = fc.record({
  version: fc.constantFrom("1.0.0", "1.2.0", "0.3.1", "2.0.0", "1.0.0-next.0", undefined),
  private: fc.boolean(),
  of: fc.dictionary(fc.constantFrom(...names), range, { maxKeys: 3, noNullPrototype: true }),
  field: fc.constantFrom("dependencies", "devDependencies", "peerDependencies", "optionalDependencies"),
});
/** In pre mode, about to leave it, and three that no pre state is. */
const pres = [
  '{ "mode": "pre", "tag": "next", "initialVersions": {}, "changesets": [] }',
  '{ "mode": "exit", "tag": "next", "initialVersions": { "a": "1.0.0" }, "changesets": ["c0"] }',
  '{ "mode": "pre", "tag": 1 }',
  '{ "mode": "pre",',
  "[]",
];
const bump = fc.constantFrom("patch", "minor", "major", "none");
const shape = fc.record({
  members: fc.tuple(member, member, member, member, member, member),
  changesets: fc.array(
    fc.dictionary(fc.constantFrom(...names, "unknown"), bump, { minKeys: 1, maxKeys: 2, noNullPrototype: true }),
    { maxLength: 3 },
  ),
  config: fc.record(
    {
      fixed: fc.constantFrom([], [["a", "b"]], [["a", "zz"]], [["[ab]"]]),
      linked: fc.constantFrom([], [["c", "d"]], [["b", "c"]]),
      ignore: fc.constantFrom([], ["e"], ["e", "f"], ["!(a|b)"], ["*", "!a"], ["!e"], ["[ef]"]),
      privatePackages: fc.constantFrom(false, true, { version: true, tag: false }, { version: false, tag: true }),
      updateInternalDependencies: fc.constantFrom("patch", "minor"),
      bumpVersionsWithWorkspaceProtocolOnly: fc.boolean(),
      ___experimentalUnsafeOptions_WILL_CHANGE_IN_PATCH: fc.constantFrom(
        {},
        { onlyUpdatePeerDependentsWhenOutOfRange: true },
        { updateInternalDependents: "always" },
      ),
    },
    { requiredKeys: [], noNullPrototype: true },
  ),
  owner: fc.constantFrom(undefined, "a", "f"),
  pre: fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.constantFrom(...pres) }),
});
type Shape = typeof shape extends fc.Arbitrary<infer Value> ? Value : never;

function toWorld({ members, changesets, config, pre }: Shape): World {
  const stated = pre === undefined ? repo() : repo().file(".changeset/pre.json", pre);
  const bare = members.reduce<World>((world, one, index) => {
    const spec = one.version === undefined ? names[index] : `${names[index]}@${one.version}`;
    return world.pkg(spec ?? "", { private: one.private, [one.field]: one.of });
  }, stated.config(config));
  return changesets.reduce<World>((world, releases, index) => world.changeset(`c${index}`, releases), bare);
}

const patterns = fc.array(fc.constantFrom("a", "b", "[bc]", "**", "@s/*", "!a", "!@s/*", "!(@s/*)", "!(a|b)", "!**"), {
  minLength: 1,
  maxLength: 3,
});

describe.each([
  { version: "@changesets/cli", major: 3 },
  { version: "changesets-2", major: 2 },
] as const)("$version", ({ version, major }) => {
  const engineRoot = installed(version);

  test("a glance gives the plan that a look at everything gives", async () => {
    const told: string[] = [];
    await fc.assert(
      fc.asyncProperty(shape, async (of) => {
        const train = of.owner === undefined ? {} : { train: { owner: of.owner } };
        const workspace = toWorld(of).workspace({ ...train, major });
        const read = async (glance: boolean): Promise<unknown> =>
          await readPlan(workspace, { branch: "main", producer: "p@1.0.0", packer: "pnpm", engineRoot, glance }).catch(
            (error: unknown) => (error instanceof ReleaserError ? error.failure : Promise.reject(error)),
          );
        const whole = await read(false);
        told.push(typeof whole === "object" && whole !== null && "code" in whole ? String(whole.code) : "planned");
        expect(await read(true)).toEqual(whole);
      }),
      { numRuns: 600 },
    );
    expect(told.filter((one) => one === "planned").length).toBeGreaterThan(100);
  });

  test("patterns mean what they mean to Changesets", async () => {
    const engine = await openEngine(engineRoot);
    const known = ["@s/c", "a", "b", "c"];
    const bare = known.reduce((world, name) => world.pkg(`${name}@1.0.0`), repo());
    await fc.assert(
      fc.asyncProperty(patterns, async (ignore) => {
        const workspace = bare.config({ ignore }).workspace({ major });
        const planned = toPlanningWorkspace(workspace, { workspaceProtocolOnly: false, dev: false });
        // Version 2 refuses what matches none, which both would otherwise leave out.
        const theirs = await engine.configure({ ignore }, planned).catch(() => undefined);
        const ours = workspace.changesets?.config.ignore.filter((name) => known.includes(name));
        if (theirs !== undefined) expect(ours?.toSorted()).toEqual(theirs.ignore.toSorted());
      }),
      { examples: [[["!(@s/*)"]], [["!(@s/*)", "a"]], [["!a"]], [["!a", "**"]], [["**", "!a"]]] },
    );
  });
});
