import { posix } from "node:path";
import { type Finding, runRules } from "@releaser/core";
import { repo, type World } from "@releaser/testkit";
import fc from "fast-check";
import { expect, test } from "vitest";
import { rules } from "../src/rules.ts";
import { mended, planned, withFiles } from "./judge.ts";

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

const hasEdits = ({ fix }: Finding): boolean => fix !== undefined && fix.edits.length > 0;
const weights = ["info", "warning", "error"];
const weightOf = ({ level }: Finding): number => weights.indexOf(level);
const placeOf = ({ file, pointer = "", line }: Finding): string => `${file}#${pointer === "" ? String(line) : pointer}`;
// The lockfile of these worlds is stale from the start; what mends it is no edit.
const besideLock = ({ rule }: Finding): boolean => rule !== "lock/importer-specifier";

test("a rule's own fix silences it", () => {
  fc.assert(
    fc.property(members, (of) => {
      const world = toWorld(of);
      for (const finding of judged(world).filter(hasEdits)) {
        expect(planned(world, [finding]).unfixed).toEqual([]);
        const still = judged(mended(world, [finding])).map(({ fingerprint }) => fingerprint);
        expect(still).not.toContain(finding.fingerprint);
      }
    }),
  );
});

const round = (world: World, unsafe: boolean): World =>
  withFiles(world, planned(world, judged(world), { unsafe }).files);
const mendedToTheEnd = (world: World, unsafe: boolean): World => round(round(round(world, unsafe), unsafe), unsafe);

test("all safe fixes, and all fixes, come to an end within a few rounds, and then change nothing", () => {
  fc.assert(
    fc.property(members, fc.boolean(), (of, unsafe) => {
      const end = mendedToTheEnd(toWorld(of), unsafe);
      expect(planned(end, judged(end), { unsafe }).files).toEqual([]);
    }),
  );
});

test("safe fixes create no finding at a place that had none as heavy", () => {
  fc.assert(
    fc.property(members, (of) => {
      // A name that is misspelt hides what is to be said of the package that is meant.
      const world = toWorld(of).changeset("typo", { "@s/c": "patch" });
      const had = Map.groupBy(judged(world), placeOf);
      const isNew = (one: Finding): boolean =>
        !(had.get(placeOf(one)) ?? []).some((before) => weightOf(before) >= weightOf(one));
      const left = judged(mendedToTheEnd(world, false)).filter(besideLock);
      expect(left.filter(isNew)).toEqual([]);
    }),
  );
});

test("the order of findings changes nothing of what is mended, and nothing is mended in half", () => {
  fc.assert(
    fc.property(members, fc.boolean(), (of, unsafe) => {
      const world = toWorld(of);
      const findings = judged(world);
      const plan = planned(world, findings, { unsafe });
      const turned = planned(world, findings.toReversed(), { unsafe });
      expect(turned.files).toEqual(plan.files);
      expect(new Set(turned.unfixed.map(({ message }) => message))).toEqual(
        new Set(plan.unfixed.map(({ message }) => message)),
      );
      const wanted = findings.filter((one) => hasEdits(one) && (unsafe || one.fix?.safety === "safe"));
      expect(plan.fixed.length + plan.unfixed.length).toBe(wanted.length);
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

test("findings name files inside of the workspace", () => {
  const isInside = (file: string): boolean =>
    posix.normalize(file) === file && !file.startsWith("..") && !posix.isAbsolute(file);
  fc.assert(
    fc.property(members, (of) => {
      const named = judged(toWorld(of)).flatMap(({ file, related = [], fix }) => [
        file,
        ...related.map((other) => other.file),
        ...(fix?.edits ?? []).map((edit) => edit.file),
      ]);
      expect(named.filter((file) => !isInside(file))).toEqual([]);
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
