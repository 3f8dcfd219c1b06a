import { type Finding, runRules } from "@releaser/core";
import { repo, type World } from "@releaser/testkit";
import fc from "fast-check";
import { expect, test } from "vitest";
import { rules } from "../src/rules.ts";
import { mended } from "./judge.ts";

const version = fc.constantFrom("1.0.0", "1.4.0", "2.0.0", "2.1.0-next.0", "0.3.1");
const range = fc.constantFrom(
  "^1.0.0",
  "~1.4.0",
  "2.0.0",
  "workspace:^1.0.0",
  "workspace:^",
  ">=2",
  "1.x || 3.x",
  "npm:@s/a@^2",
  "*",
);
const field = fc.constantFrom("dependencies", "devDependencies", "optionalDependencies", "peerDependencies");
const names = ["@s/a", "@s/b", "@s/c", "@s/d"] as const;

const member = fc.record({
  version: fc.option(version),
  private: fc.boolean(),
  field,
  of: fc.constantFrom(...names),
  range,
  external: fc.constantFrom("^4.17.0", "4.17.21", "catalog:", "catalog:none", ">=4"),
  node: fc.constantFrom(">=20", "^18", "^22 || ^24"),
});
const members = fc.tuple(member, member, member, member);
type Members = readonly [
  ...(typeof members extends fc.Arbitrary<infer Each> ? (Each extends readonly unknown[] ? Each : never) : never),
];

const lockfile =
  "lockfileVersion: '9.0'\n\nimporters:\n\n  .: {}\n\n  packages/a:\n    dependencies:\n      lodash:\n        specifier: ^4.17.0\n        version: 4.17.21\n";

function toWorld(of: Members, order: readonly number[] = [0, 1, 2, 3]): World {
  const fixed = [["@s/a", "@s/b"]];
  return order.reduce<World>(
    (world, index) => {
      const [name, one] = [names[index], of[index]];
      if (name === undefined || one === undefined) return world;
      const fields = {
        private: one.private,
        engines: { node: one.node },
        dependencies: { lodash: one.external },
        optionalDependencies: { typescript: one.range.replace(/^.*@(?!s)/u, "") },
        [one.field]: { [one.of]: one.range, chalk: one.external },
      };
      return world.pkg(one.version === null ? name : `${name}@${one.version}`, fields);
    },
    repo()
      .config({ fixed })
      .file(".nvmrc", "22.1.0\n")
      .file(".node-version", "24.1.0\n")
      .file("pnpm-lock.yaml", lockfile)
      .catalog({ lodash: "^4.17.0", unused: "^1.0.0" })
      .changeset("c", { "@s/a": "patch" })
      .changeset("typo", { "@s/cc": "patch" }),
  );
}

function judged(world: World, workspace = world.workspace()): readonly Finding[] {
  const files = world.files();
  return runRules(rules, { workspace, plan: undefined, read: (file) => files.get(file) });
}

test("a rule's own fix silences it", () => {
  fc.assert(
    fc.property(members, (of) => {
      const world = toWorld(of);
      const fixable = judged(world).filter(({ fix }) => fix !== undefined);
      const still = new Set(judged(mended(world, fixable)).map(({ fingerprint }) => fingerprint));
      expect(fixable.filter(({ fingerprint }) => still.has(fingerprint))).toEqual([]);
    }),
  );
});

test("the order of packages changes nothing", () => {
  const order = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 });
  fc.assert(
    fc.property(members, order, (of, shuffled) => {
      const workspace = toWorld(of).workspace();
      const turned = { ...workspace, members: [...workspace.members].toReversed() };
      expect(judged(toWorld(of, shuffled))).toEqual(judged(toWorld(of)));
      expect(judged(toWorld(of), turned)).toEqual(judged(toWorld(of)));
    }),
  );
});

test("a finding on a dependency says which", () => {
  const groups = /^(?:dep|range)\//u;
  const known: readonly unknown[] = [...names, "lodash", "chalk", "typescript", "unused"];
  fc.assert(
    fc.property(members, (of) => {
      for (const { rule, dependency } of judged(toWorld(of)).filter((found) => groups.test(found.rule))) {
        expect(known, rule).toContain(dependency);
      }
    }),
  );
});

test("the generated worlds are no desert: most of them have findings", () => {
  const worlds = fc.sample(members, { numRuns: 50, seed: 1 });
  expect(worlds.filter((of) => judged(toWorld(of)).length > 1).length).toBeGreaterThan(25);
});
