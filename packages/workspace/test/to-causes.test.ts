import { causeTarget, moves, type Plan } from "@releaser/core";
import { repo, type World } from "@releaser/testkit";
import { readPlan } from "@releaser/workspace";
import fc from "fast-check";
import { expect, test } from "vitest";

const names = ["a", "b", "c", "d", "e"] as const;
const ranges = ["workspace:*", "workspace:^", "workspace:~", "^1.0.0", "~1.0.0", "1.0.0", "*", ">=1.0.0"];
const edge = fc.record({
  from: fc.constantFrom(...names),
  to: fc.constantFrom(...names),
  field: fc.constantFrom("dependencies", "devDependencies", "optionalDependencies", "peerDependencies"),
  range: fc.constantFrom(...ranges),
});
const bumps = fc.constantFrom("major", "minor", "none", "patch");
const changeset = fc.dictionary(fc.constantFrom(...names), bumps, { minKeys: 1, maxKeys: 2 });
const groups = fc.constantFrom(
  [],
  [["a", "b"]],
  [["b", "c", "d"]],
  [
    ["a", "e"],
    ["c", "d"],
  ],
);

const worlds = fc.record({
  versions: fc.array(fc.constantFrom("1.0.0", "1.1.0", "1.0.3", "0.2.0"), {
    minLength: names.length,
    maxLength: names.length,
  }),
  edges: fc.array(edge, { maxLength: 8 }),
  changesets: fc.array(changeset, { maxLength: 3 }),
  fixed: groups,
  linked: groups,
  always: fc.boolean(),
  sentinel: fc.boolean(),
});

const options = { branch: "main", producer: "test@0.0.0", packer: "pnpm" } as const;

test("every release that moves has a cause, and every chain of causes ends in a changeset", async () => {
  await fc.assert(
    fc.asyncProperty(worlds, async (given) => {
      const plan = await readPlan(toWorld(given).workspace(), options);
      const causes = new Map(
        plan.releases.filter((release) => moves(release)).map(({ name, causes: list }) => [name, list]),
      );
      for (const list of causes.values()) expect(list).not.toEqual([]);
      const ids = new Set(plan.changesets.map(({ id }) => id));
      for (const name of causes.keys()) expectGrounded(name, { causes, ids });
    }),
  );
}, 60_000);

interface Explained {
  readonly causes: ReadonlyMap<string, Plan["releases"][number]["causes"]>;
  readonly ids: ReadonlySet<string>;
}

/** Whichever cause is followed, it leads to a changeset of the plan without coming back. */
function expectGrounded(name: string, explained: Explained, path: readonly string[] = []): void {
  expect(path).not.toContain(name);
  for (const cause of explained.causes.get(name) ?? []) {
    const next = causeTarget(cause);
    if (cause.kind === "changeset") expect(explained.ids.has(cause.id)).toBe(true);
    else expect(explained.causes.has(next ?? "")).toBe(true);
    if (next !== undefined) expectGrounded(next, explained, [...path, name]);
  }
}

interface Given {
  readonly versions: readonly string[];
  readonly edges: readonly {
    readonly from: string;
    readonly to: string;
    readonly field: string;
    readonly range: string;
  }[];
  readonly changesets: readonly Readonly<Record<string, string>>[];
  readonly fixed: readonly (readonly string[])[];
  readonly linked: readonly (readonly string[])[];
  readonly always: boolean;
  readonly sentinel: boolean;
}

function toWorld({ versions, edges, changesets, fixed, linked, always, sentinel }: Given): World {
  const taken = new Set(fixed.flat());
  const packages = names.reduce((world, name, index) => {
    const fields: Record<string, Record<string, string>> = {};
    const own = edges.filter(({ from, to }) => from === name && to !== name);
    for (const { field, to, range } of own) (fields[field] ??= {})[to] = range;
    return world.pkg(`${name}@${versions[index]}`, fields);
  }, repo());
  const configured = packages.config({
    fixed,
    linked: linked.filter((group) => !group.some((name) => taken.has(name))),
    ___experimentalUnsafeOptions_WILL_CHANGE_IN_PATCH: { updateInternalDependents: always ? "always" : "out-of-range" },
  });
  const stated = changesets.reduce((world, releases, index) => world.changeset(`c${index}`, releases), configured);
  return sentinel ? stated.sentinel("0.1.0") : stated;
}

test("who is pushed at a version that a fixed group then lifts into its range has the dependency for its cause", async () => {
  const plan = await readPlan(
    repo()
      .pkg("a@0.2.0")
      .pkg("b@1.0.0")
      .pkg("c@1.0.0", { dependencies: { a: ">=1.0.0" }, optionalDependencies: { a: "*" } })
      .config({ fixed: [["a", "b"]] })
      .changeset("x", { a: "patch" })
      .workspace(),
    options,
  );
  expect(plan.releases.find(({ name }) => name === "c")).toMatchObject({
    to: "1.0.1",
    causes: [
      { kind: "dependency", of: "a", range: ">=1.0.0", field: "dependencies" },
      { kind: "dependency", of: "a", range: "*", field: "optionalDependencies" },
    ],
  });
});

test("what Changesets would complain of on the console is said nowhere but in findings", async () => {
  const world = repo()
    .pkg("a@1.0.0")
    .pkg("b@1.0.0", { dependencies: { a: "^9.0.0" }, devDependencies: { a: "^1.0.0" } })
    .pkg("c@1.0.0", { dependencies: { a: "catalog:", b: "workspace:../elsewhere" } });
  const said: unknown[] = [];
  const { error } = console;
  Object.assign(console, { error: (...words: readonly unknown[]) => void said.push(words) });
  try {
    await readPlan(world.changeset("x", { a: "major" }).workspace(), options);
  } finally {
    Object.assign(console, { error });
  }
  expect(said).toEqual([]);
});
