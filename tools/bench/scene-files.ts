import { changesetsDefaults } from "@releaser/testkit";
import { openRandom, type Random } from "./random.ts";
import type { SceneOptions } from "./scene.ts";

/** A package of a scene, as its manifest, its changelog and the lockfile state it. */
export interface SceneMember {
  readonly name: string;
  readonly dir: string;
  readonly version: string;
  /** By name, in order. */
  readonly dependencies: ReadonlyMap<string, string>;
  /** By name, in order. */
  readonly devDependencies: ReadonlyMap<string, string>;
}

const internalDependencies = 5;
const externalDependencies = 7;
const externalDevDependencies = 3;
const externals = 300;

/** Packages that depend on such as come before them, so that there is no cycle. */
export function toMembers({ packages, seed, faults }: SceneOptions): readonly SceneMember[] {
  const random = openRandom(seed);
  const identities = Array.from({ length: packages }, (_, index) => ({
    name: `@scene/${wordOf(index)}-${String(index).padStart(4, "0")}`,
    version: `${1 + random.below(4)}.${random.below(20)}.${random.below(10)}`,
  }));
  return identities.map(({ name, version }, index) => {
    const internal = [...distinct(random, Math.min(internalDependencies, index), index)].flatMap((at, position) => {
      const other = identities[at];
      return other === undefined ? [] : [[other.name, rangeOf(position === 0 && index <= faults)] as const];
    });
    return {
      name,
      dir: `packages/${name.slice("@scene/".length)}`,
      version,
      dependencies: sorted([...internal, ...external(random, externalDependencies, 0)]),
      devDependencies: sorted(external(random, externalDevDependencies, externals)),
    };
  });
}

function wordOf(index: number): string {
  return ["api", "button", "client", "data", "editor", "form", "grid", "hooks"][index % 8] ?? "";
}

/** Each of the first packages that has a dependency is at fault with one of them. */
function rangeOf(atFault: boolean): string {
  return atFault ? "workspace:^99.0.0" : "workspace:^";
}

function external(random: Random, count: number, from: number): readonly (readonly [string, string])[] {
  return [...distinct(random, count, externals)].map((at) => [
    `external-${String(from + at).padStart(3, "0")}`,
    `^${1 + (at % 7)}.${at % 13}.${at % 5}`,
  ]);
}

function distinct(random: Random, count: number, below: number): ReadonlySet<number> {
  const found = new Set<number>();
  while (found.size < count) found.add(random.below(below));
  return found;
}

function sorted(entries: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
  return new Map(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Everything that is no package. */
export function rootFiles(): readonly (readonly [string, string])[] {
  return [
    [
      "package.json",
      json({
        name: "scene",
        version: "0.0.0",
        private: true,
        type: "module",
        packageManager: "pnpm@12.21.0",
        devDependencies: { "@changesets/cli": "^3.0.0" },
      }),
    ],
    ["pnpm-workspace.yaml", "packages:\n  - packages/*\n"],
    [".changeset/config.json", json(changesetsDefaults)],
    [".gitignore", "node_modules\n"],
  ];
}

/** What stands in a package's folder beside its sources, as it would in a real one. */
export function manifestOf({ name, dir, version, dependencies, devDependencies }: SceneMember): string {
  return json({
    name,
    version,
    description: `What ${name} does for those who depend on it`,
    license: "MIT",
    repository: { type: "git", url: "git+https://example.test/scene.git", directory: dir },
    type: "module",
    exports: { ".": "./index.js", "./package.json": "./package.json" },
    files: ["index.js"],
    scripts: { build: "node build.js", lint: "node lint.js", test: "node --test" },
    dependencies: Object.fromEntries(dependencies),
    devDependencies: Object.fromEntries(devDependencies),
  });
}

/** A changelog whose newest entry is of the package's version. */
export function changelogOf({ name, version }: SceneMember): string {
  return `# ${name}\n\n${[version, "0.2.0", "0.1.0"].map((of) => entryOf(of)).join("\n")}`;
}

function entryOf(version: string): string {
  return `## ${version}\n\n### Patch Changes\n\n- What changed in ${version}.\n`;
}

/** A changeset that names one package. */
export function changesetOf({ name }: SceneMember, bump: string): string {
  return `---\n"${name}": ${bump}\n---\n\nWhat users of ${name} get.\n`;
}

/** The lockfile that repeats the manifests. */
export function lockfileOf(members: readonly SceneMember[]): string {
  const dirs = new Map(members.map(({ name, dir }) => [name, dir]));
  const root = ["  .:", "    devDependencies:", ...lockedEntry("@changesets/cli", "^3.0.0", "3.0.3"), ""];
  const importers = members.map((member) =>
    [
      `  ${member.dir}:`,
      ...lockedField("dependencies", member.dependencies, dirs),
      ...lockedField("devDependencies", member.devDependencies, dirs),
      "",
    ].join("\n"),
  );
  const head = ["lockfileVersion: '9.0'", "", "settings:", "  autoInstallPeers: true", "", "importers:", ""];
  return [...head, ...root, ...importers, "packages: {}", "", "snapshots: {}", ""].join("\n");
}

function lockedField(
  field: string,
  entries: ReadonlyMap<string, string>,
  dirs: ReadonlyMap<string, string>,
): readonly string[] {
  if (entries.size === 0) return [];
  const lines = [...entries].flatMap(([name, range]) => {
    const dir = dirs.get(name);
    return lockedEntry(name, range, dir === undefined ? range.slice(1) : `link:../${dir.slice("packages/".length)}`);
  });
  return [`    ${field}:`, ...lines];
}

function lockedEntry(name: string, range: string, version: string): readonly string[] {
  const key = name.startsWith("@") ? `'${name}'` : name;
  return [`      ${key}:`, `        specifier: ${range}`, `        version: ${version}`];
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
