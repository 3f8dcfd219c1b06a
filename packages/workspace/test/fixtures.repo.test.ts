import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { moves, type Plan } from "@releaser/core";
import { applyPlan, diskFiles, parsePlan, readPlan, readWorkspace } from "@releaser/workspace";
import { fixture, fixtureFile, fixtureTest, openGitRepo } from "@releaser/testkit";
import { expect } from "vitest";
import { changelogModule } from "./changelog-module-path.ts";

interface Case {
  readonly id: string;
  /** What `oracle.json` says was mended before the real Changesets planned. */
  readonly repair?: (dir: string) => void;
  /** Packages that nothing takes along: they merely leave their prerelease behind. */
  readonly leaving?: readonly string[];
}

const cases: readonly Case[] = [
  { id: "TanStack__form--rel" },
  { id: "wevm__wagmi--rel" },
  { id: "e2b-dev__E2B" },
  { id: "biomejs__biome" },
  { id: "graphql__graphiql--rel" },
  { id: "graphql__graphiql" },
  { id: "sveltejs__kit" },
  { id: "sveltejs__kit--v1-exit", repair: leavePre, leaving: ["skeleton-template"] },
  { id: "emotion-js__emotion--rel" },
  { id: "graphprotocol__graph-tooling" },
  { id: "livekit__client-sdk-js" },
  { id: "changesets__action" },
  { id: "shadcn-ui__ui--rel" },
  { id: "Thinkmill__manypkg--rel" },
  { id: "sigstore__sigstore-js--rel", repair: versionPrivate },
  { id: "Shopify__polaris--rel", repair: versionPrivate },
];

for (const { id, repair, leaving = [] } of cases) {
  fixtureTest(`${id}: plan and tree are those of the real Changesets`, async () => {
    const dir = fixture(id, { tags: true });
    const { git, commit } = openGitRepo(dir);
    if (repair) {
      repair(dir);
      for (const [key, value] of [
        ["user.name", "Tester"],
        ["user.email", "tester@example.test"],
      ] as const) {
        git("config", key, value);
      }
      commit("repair");
    }
    const workspace = readWorkspace(join(dir, ".changeset"));
    const plan = await readPlan(workspace, { branch: "main", producer: "test@0.0.0", packer: "pnpm" });
    const glance = await readPlan(workspace, { branch: "main", producer: "test@0.0.0", packer: "pnpm", glance: true });
    expect(glance).toEqual(plan);
    expect(git("status", "--porcelain")).toBe("");
    expect(plan.releases.map(({ name, bump, from, to }) => ({ name, bump, from, to }))).toEqual(plannedThere(id));
    expect(
      plan.releases.filter((release) => moves(release) && release.causes.length === 0).map(({ name }) => name),
    ).toEqual(leaving);
    expect(parsePlan(JSON.stringify(plan))).toEqual(plan);
    expect(workspace.lockfile).toBeUndefined();

    const before = manifests(dir);
    const applied = await applyPlan(workspace, plan, { changelog: { module: changelogModule, always: true } });
    const after = manifests(dir);
    const expected = parseExpected(id, plan);
    expect(versions(after)).toEqual(expected.versions);
    expect(changedRanges(before, after)).toEqual(expected.ranges);
    expect(left(dir)).toEqual(expected.changesetFilesLeft);
    expect(
      dirty(git("-c", "core.quotePath=false", "status", "--porcelain", "--untracked-files=all", "--no-renames")),
    ).toEqual(expect.arrayContaining(dirtyOf(plan)));
    expect(applied.touched).toEqual(applied.touched.toSorted());
    expect(applied.touched).toEqual(
      expect.arrayContaining(
        dirty(git("-c", "core.quotePath=false", "status", "--porcelain", "--untracked-files=all", "--no-renames")),
      ),
    );
  });
}

fixtureTest("llampwall__sentinel-kit is read, with a .sentinel that states no version", () => {
  const workspace = readWorkspace(fixture("llampwall__sentinel-kit"));
  expect(workspace.members.map(({ dir, version, role }) => ({ dir, version, role }))).toEqual([
    { dir: ".sentinel", version: undefined, role: "member" },
  ]);
  expect(workspace.changesets).toBeUndefined();
});

fixtureTest("wagmi: pnpm's exclusion leaves out one folder, and what manypkg leaves out is told apart", () => {
  const workspace = readWorkspace(fixture("wevm__wagmi--rel"));
  expect(workspace.members.filter(({ role }) => role === "member")).toHaveLength(21);
  expect([...(workspace.changesets?.unseen ?? [])].toSorted()).toEqual(
    ["react", "solid", "vue"].map((name) => `packages/register-tests/${name}`),
  );
});

interface Expected {
  readonly versions: Readonly<Record<string, { readonly name: string; readonly version: string | null }>>;
  readonly ranges: readonly (readonly string[])[];
  readonly changesetFilesLeft: readonly string[];
}

/** A root manifest that owns the train moves with it, which the real Changesets does not know of. */
function parseExpected(id: string, { train }: Plan): Expected {
  const {
    versions: all,
    ranges,
    changesetFilesLeft,
  } = JSON.parse(readFileSync(fixtureFile(id, "expected.json"), "utf8")) as Expected;
  const named = Object.entries(all).map(([dir, { version }]) => [dir, version] as const);
  const root = train?.owner === "package.json" ? { ".": train.to } : {};
  return {
    versions: { ...Object.fromEntries(named), ...root } as never,
    ranges: ranges.toSorted(byText),
    changesetFilesLeft: changesetFilesLeft.toSorted(),
  };
}

function plannedThere(id: string): unknown {
  const plan = JSON.parse(readFileSync(fixtureFile(id, "plan.json"), "utf8")) as {
    readonly releases: readonly {
      readonly name: string;
      readonly type: string;
      readonly oldVersion?: string;
      readonly newVersion?: string;
    }[];
  };
  return plan.releases.map(({ name, type, oldVersion, newVersion }) => ({
    name,
    bump: type,
    from: oldVersion ?? null,
    to: newVersion ?? null,
  }));
}

type Manifests = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

function manifests(dir: string, below = "."): Manifests {
  const files = diskFiles(dir);
  const text = files.read(join(below, "package.json"));
  const own = text === undefined ? [] : [[below, JSON.parse(text)] as const];
  const inner = files
    .list(below)
    .filter(({ name, kind }) => kind === "dir" && name !== ".git" && name !== "node_modules")
    .flatMap(({ name }) => [...manifests(dir, join(below, name))]);
  return new Map([...own, ...inner]);
}

function versions(found: Manifests): unknown {
  return Object.fromEntries([...found].map(([dir, manifest]) => [dir, manifest["version"] ?? null]));
}

function changedRanges(before: Manifests, after: Manifests): unknown {
  const fields = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];
  const changed = [...before].flatMap(([dir, manifest]) =>
    fields.flatMap((field) =>
      Object.entries((manifest[field] ?? {}) as Record<string, string>).flatMap(([name, old]) => {
        const now = (after.get(dir)?.[field] as Record<string, string> | undefined)?.[name];
        return now === old || now === undefined ? [] : [[dir, field, name, old, now]];
      }),
    ),
  );
  return changed.toSorted(byText);
}

function byText(a: readonly string[], b: readonly string[]): number {
  return a.join("\n") < b.join("\n") ? -1 : 1;
}

function left(dir: string): readonly string[] {
  const entries = readdirSync(join(dir, ".changeset"), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(dir, ".changeset/").length))
    .toSorted();
}

function dirty(status: string): string[] {
  return status
    .split("\n")
    .map((line) => line.slice(3).replaceAll(/^"|"$/gu, ""))
    .filter((path) => path !== "")
    .toSorted();
}

function dirtyOf(plan: Plan): string[] {
  return plan.releases.filter((release) => moves(release)).map(({ dir }) => join(dir, "package.json"));
}

function versionPrivate(dir: string): void {
  editJson(join(dir, ".changeset/config.json"), (config) => ({ ...config, privatePackages: { version: true } }));
}

/** Without changelogs, too: Changesets starts one git for each of 1,588 changesets to find who added it. */
function leavePre(dir: string): void {
  editJson(join(dir, ".changeset/config.json"), (config) => ({ ...config, changelog: false }));
  editJson(join(dir, ".changeset/pre.json"), (pre) => ({ ...pre, mode: "exit" }));
  const known = new Set(readWorkspace(dir).packages.keys());
  for (const { file, releases } of readWorkspace(dir).changesets?.changesets ?? []) {
    const unknown = releases.filter(({ name }) => !known.has(name)).map(({ name }) => name);
    if (unknown.length === 0) continue;
    const lines = readFileSync(join(dir, file), "utf8").split("\n");
    writeFileSync(
      join(dir, file),
      lines
        .filter((line) => !unknown.some((name) => line.includes(`${name}'`) || line.includes(`${name}"`)))
        .join("\n"),
    );
  }
}

function editJson(path: string, edit: (value: Record<string, unknown>) => unknown): void {
  writeFileSync(
    path,
    `${JSON.stringify(edit(JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>), undefined, 2)}\n`,
  );
}
