import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Dependency, Workspace } from "@releaser/core";
import { cleanEnv, gitRepo, repo, type World } from "@releaser/testkit";
import { readPlan, readWorkspace } from "@releaser/workspace";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyInMemory } from "../src/apply-in-memory.ts";
import { changesetsRoot, type Major } from "./planned.ts";

const options = { branch: "main", producer: "test@0.0.0", packer: "pnpm" };
const majors = [2, 3] as const;
const fields = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"] as const;

/** Every version and every dependency entry, by folder. */
function stated({ members }: Workspace): unknown {
  return members.map(({ dir, version, dependencies }) => [
    dir,
    version,
    dependencies.map(({ field, key, raw }) => [field, key, raw]),
  ]);
}

/** A world as this module says that it will be, and as the command line of an installed Changesets leaves it. */
async function both(major: Major, world: World): Promise<{ told: unknown; done: unknown }> {
  const { dir } = gitRepo(world);
  changesetsRoot(major, dir);
  const workspace = readWorkspace(dir);
  const plan = await readPlan({ ...workspace, train: undefined }, options);
  expect(plan.planner).toMatchObject({ from: "workspace", version: expect.stringMatching(`^${major}\\.`) });
  const after = applyInMemory(workspace, plan);
  const told = workspace.members.map((member) => ({
    ...member,
    version: after.versions.get(member.dir),
    dependencies: member.dependencies.map((dep): Dependency => {
      const { name, key, field, protocol, range, at } = dep;
      return { name, key, field, protocol, range, at, raw: after.rewritten.get(dep) ?? dep.raw };
    }),
  }));
  const bin = createRequire(join(dir, "package.json")).resolve("@changesets/cli/bin.js");
  const ran = spawnSync(process.execPath, [bin, "version"], { cwd: dir, encoding: "utf8", env: cleanEnv({}) });
  expect(ran.status, ran.stdout + ran.stderr).toBe(0);
  return { told: stated({ ...workspace, members: told }), done: stated(readWorkspace(dir)) };
}

const plain = "^1.2.0, ~1.2.0, 1.2.0, =1.2.0, v1.2.0,  ^1.2.0, ^1, 1.x, 1.2, *, x, , >=1.0.0, >1.0.0, <=1.2.0, <3.0.0";
const wide =
  "<2.0.0 >=1.0.0, >1.0.0 <=1.2.0, >=1.0.0 <2.0.0, >=1.0.0 <3, 1.0.0 - 1.5.0, ^1.0.0 || ^0.9.0, ^0.9.0, ^2.0.0";
const follows =
  "workspace:*, workspace:^, workspace:~, workspace:../core, workspace:packages/core, workspace:core@^1.0.0";
const literal = "workspace:^1.2.0, workspace:~1.2.0, workspace:1.2.0, workspace:>=1.0.0 <2, >=1.0.0 <2.0.0 || >=3.0.0";
const others = "latest, link:../core, file:../core, npm:core@^1.2.0, catalog:";
const shapes = [plain, wide, follows, literal, others].flatMap((list) => list.split(", "));

/** One package for each shape of range in each field. */
function everyShape(core = "1.2.0"): World {
  return fields.reduce(
    (world, field) =>
      shapes.reduce(
        (next, shape, index) => next.pkg(`${field.toLowerCase()}-${index}@1.0.0`, { [field]: { core: shape } }),
        world,
      ),
    repo()
      .catalog({ core: "^1.2.0" })
      .pkg(`core@${core}`)
      .root({ dependencies: { core: "^1.2.0" }, devDependencies: { "quiet-1": "~1.0.0" } }),
  );
}

describe.each(majors)("the manifests after `changeset version` of version %i", (major) => {
  test.each(["major", "minor", "patch"])("every shape of range in every field, %s", async (bump) => {
    const { told, done } = await both(major, everyShape().changeset("x", { core: bump }));
    expect(told).toEqual(done);
  });

  test.each([
    ["minor alone is carried on", { updateInternalDependencies: "minor" }, "patch"],
    ["workspace: alone", { bumpVersionsWithWorkspaceProtocolOnly: true }, "major"],
    [
      "peers when out of range",
      { ___experimentalUnsafeOptions_WILL_CHANGE_IN_PATCH: { onlyUpdatePeerDependentsWhenOutOfRange: true } },
      "minor",
    ],
    [
      "all dependents, always",
      { ___experimentalUnsafeOptions_WILL_CHANGE_IN_PATCH: { updateInternalDependents: "always" } },
      "patch",
    ],
  ])("%s", async (_, config, bump) => {
    const { told, done } = await both(major, everyShape().config(config).changeset("x", { core: bump }));
    expect(told).toEqual(done);
  });

  test("what states no version, and what is left out", async () => {
    // Version 3 stops at a range of what states no version; version 2 writes `^undefined`.
    const bare = major === 2 ? "^1.0.0" : "workspace:*";
    const world = repo()
      .pkg("core@1.2.0")
      .pkg("bare", { dependencies: { core: "^1.0.0" } })
      .pkg("user@1.0.0", { dependencies: { core: "^1.0.0" }, devDependencies: { bare } })
      .pkg("old@1.0.0", { dependencies: { core: "1.2.0" } })
      .pkg("site@1.0.0", { private: true, peerDependencies: { core: "^1.0.0", user: "^1.0.0" } })
      .config({ ignore: ["old"], privatePackages: { version: false, tag: false } })
      .changeset("x", { core: "major", user: "minor" });
    const { told, done } = await both(major, world);
    expect(told).toEqual(done);
  });

  test("in pre mode, and on leaving it", async () => {
    const pre = (mode: string): string => JSON.stringify({ mode, tag: "next", initialVersions: {}, changesets: [] });
    const entering = everyShape().file(".changeset/pre.json", pre("pre")).changeset("x", { core: "major" });
    const entered = await both(major, entering);
    expect(entered.told).toEqual(entered.done);
    const left = await both(
      major,
      everyShape("1.2.1-next.0").file(".changeset/pre.json", pre("exit")).changeset("x", { core: "patch" }),
    );
    expect(left.told).toEqual(left.done);
  });

  test("worlds of any make", async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const { told, done } = await both(major, world);
        expect(told).toEqual(done);
      }),
      { numRuns: 6, endOnFailure: true },
    );
  });
});

const names = ["a", "b", "c", "d", "e", "f"] as const;
const ranges = fc.constantFrom(
  "^1.0.0",
  "~1.0.0",
  "1.0.0",
  ">=1.0.0 <2.0.0",
  "*",
  "workspace:*",
  "workspace:^1.0.0",
  "^0.9.0",
  "npm:a@^1.0.0",
);
const edges = fc.dictionary(fc.constantFrom(...names), ranges, { maxKeys: 3 });
const members = fc.record({
  version: fc.constantFrom("1.0.0", "1.0.0", "1.4.2", "0.3.0"),
  private: fc.boolean(),
  dependencies: edges,
  devDependencies: edges,
  peerDependencies: edges,
});

const worlds: fc.Arbitrary<World> = fc
  .record({
    packages: fc.tuple(members, members, members, members, members, members),
    bumps: fc.uniqueArray(fc.tuple(fc.constantFrom(...names), fc.constantFrom("major", "minor", "patch")), {
      minLength: 1,
      maxLength: 3,
      selector: ([name]) => name,
    }),
    group: fc.constantFrom({ fixed: [["a", "b"]] }, { linked: [["c", "d"]] }, {}),
    update: fc.constantFrom("patch", "minor"),
  })
  .map(({ packages, bumps, group, update }) =>
    packages
      .reduce((world, { version, ...fieldsOf }, index) => {
        const own = names[index] ?? "";
        const without = (deps: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
          Object.fromEntries(Object.entries(deps).filter(([name]) => name !== own));
        return world.pkg(`${own}@${version}`, {
          private: fieldsOf.private,
          dependencies: without(fieldsOf.dependencies),
          devDependencies: without(fieldsOf.devDependencies),
          peerDependencies: without(fieldsOf.peerDependencies),
        });
      }, repo())
      .config({ ...group, updateInternalDependencies: update, privatePackages: { version: true, tag: false } })
      .changeset("x", Object.fromEntries(bumps)),
  );
