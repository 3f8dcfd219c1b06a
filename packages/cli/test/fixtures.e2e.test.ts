import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { moves, type Plan } from "@releaser/core";
import { validateDocument } from "@releaser/gates";
import { fixture, fixtureFile, fixtureTest, openGitRepo, releaser, repositoryRoot, tempDir } from "@releaser/testkit";
import { describe, expect } from "vitest";
import type { StatusDocument } from "../src/index.ts";
import { expectWords } from "./expect-words.ts";

const sentinel = join(repositoryRoot, ".sentinel");

/** What Changesets itself gave for a fixture. */
interface Expected {
  /** By folder; null where a manifest states none. */
  readonly versions: Readonly<Record<string, { readonly version: string | null }>>;
  readonly ranges: readonly (readonly [dir: string, field: string, name: string, from: string, to: string])[];
  readonly changesetFilesLeft: readonly string[];
}

describe("a workspace that nobody here wrote", () => {
  for (const [id, count] of [
    ["TanStack__form--rel", 14],
    ["wevm__wagmi--rel", 5],
    ["e2b-dev__E2B", 2],
    ["biomejs__biome", 13],
    ["graphql__graphiql--rel", 4],
  ] as const) {
    fixtureTest(
      `${id} is planned as Changesets plans it, rehearsed with ${count} publications, and versioned`,
      async () => {
        const cwd = fixture(id);
        const repo = openGitRepo(cwd);
        const head = repo.git("rev-parse", "HEAD");
        const plan = await planOf(cwd);
        expect(plan.releases.map(({ name, bump, from, to }) => ({ name, bump, from, to }))).toEqual(plannedFor(id));

        const place = join(tempDir(), "rehearsal");
        expect(await publishedBy(cwd, place)).toEqual(publicationsOf(plan));
        expect(publicationsOf(plan)).toHaveLength(count);
        expect([repo.git("rev-parse", "HEAD"), repo.git("status", "--porcelain"), repo.git("for-each-ref")]).toEqual([
          head,
          "",
          expect.stringMatching(/^\S+ commit\trefs\/heads\/\S+$/u),
        ]);

        expect(await releaser(["version"], { cwd })).toMatchObject({ code: 0 });
        for (const dir of [cwd, join(place, "clean")]) expectVersioned(dir, id, plan);
        expect(repo.git("status", "--porcelain")).toBe("");
      },
    );
  }

  fixtureTest("llampwall__sentinel-kit is told by every verb what is missing and how to mend it", async () => {
    const cwd = fixture("llampwall__sentinel-kit");
    for (const verb of ["skew", "plan", "version", "publish", "rehearse"]) {
      const { code, stdout, stderr } = await releaser([verb], { cwd });
      const said = `${stdout}${stderr}`;
      expect([verb, code]).toEqual([verb, 7]);
      expect(said).toContain("id/version-missing");
      expect(said).toContain(".sentinel/package.json");
      expect(said).not.toMatch(/^\s+at |E_BUG/mu);
    }
    const { stdout } = await releaser(["skew"], { cwd });
    expect(stdout).toMatch(/^\s+→ .*add "version"/mu);
    expect(openGitRepo(cwd).git("status", "--porcelain")).toBe("");
  });
});

async function planOf(cwd: string): Promise<Plan> {
  const planned = await releaser(["plan", "--json"], { cwd });
  const plan = JSON.parse(planned.stdout) as Plan;
  expect([planned.code, validateDocument(sentinel, "release-plan.v1", plan)]).toEqual([0, []]);
  return plan;
}

function plannedFor(id: string): unknown {
  const { releases } = JSON.parse(readFileSync(fixtureFile(id, "plan.json"), "utf8")) as {
    readonly releases: readonly {
      readonly name: string;
      readonly type: string;
      readonly oldVersion?: string;
      readonly newVersion?: string;
    }[];
  };
  return releases.map(({ name, type, oldVersion, newVersion }) => ({
    name,
    bump: type,
    from: oldVersion ?? null,
    to: newVersion ?? null,
  }));
}

function publicationsOf(plan: Plan): readonly string[] {
  return plan.releases
    .filter((release) => moves(release) && !release.private)
    .map(({ name, to }) => `${name}@${to}`)
    .toSorted();
}

/** Rehearses, and tells what the registry of the rehearsal has afterwards: it held nothing before. */
async function publishedBy(cwd: string, place: string): Promise<readonly string[]> {
  const ran = await releaser(["rehearse", "--json", "--keep", place], { cwd, timeout: 200_000 });
  const status = JSON.parse(ran.stdout) as StatusDocument;
  expect([ran.code, status.failures, validateDocument(sentinel, "release-status.v1", status)]).toEqual([0, [], []]);
  const told = status.resources.flatMap(({ id }) => /^npm:(.+)$/u.exec(id)?.[1] ?? []).toSorted();
  const storage = join(place, "registry/storage");
  expect(
    readdirSync(storage, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith("/package.json"))
      .flatMap((file) => ownVersions(join(storage, file)))
      .toSorted(),
  ).toEqual(told);
  return told;
}

/** What was published to the registry itself: what it fetched from elsewhere names where it came from. */
function ownVersions(file: string): readonly string[] {
  const { name, versions, _uplinks } = JSON.parse(readFileSync(file, "utf8")) as {
    readonly name: string;
    readonly versions: object;
    readonly _uplinks: object;
  };
  return Object.keys(_uplinks).length > 0 ? [] : Object.keys(versions).map((version) => `${name}@${version}`);
}

/** Every manifest has the version and the ranges that Changesets gives it, and no other changeset is left. */
function expectVersioned(dir: string, id: string, plan: Plan): void {
  const expected = JSON.parse(readFileSync(fixtureFile(id, "expected.json"), "utf8")) as Expected;
  // A root manifest that owns the train moves with it, which Changesets does not know of.
  const owner = plan.train?.owner === "package.json" ? { ".": plan.train.to } : {};
  const versions = Object.entries(expected.versions).map(([folder, { version }]) => [folder, version] as const);
  const found = versions.map(([folder]) => [folder, manifestOf(dir, folder)["version"] ?? null] as const);
  expect(Object.fromEntries(found)).toEqual({ ...Object.fromEntries(versions), ...owner });
  for (const [folder, field, name, , to] of expected.ranges) {
    expect([folder, field, name, manifestOf(dir, folder)[field]]).toMatchObject([folder, field, name, { [name]: to }]);
  }
  const left = readdirSync(join(dir, ".changeset"), { recursive: true, encoding: "utf8" });
  expect(left.toSorted()).toEqual(expected.changesetFilesLeft.toSorted());
  expect(readFileSync(join(dir, "release/plan.json"), "utf8")).toContain(plan.digest);
  expectWords(dir, plan);
}

function manifestOf(dir: string, folder: string): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(join(dir, folder, "package.json"), "utf8")) as Readonly<Record<string, unknown>>;
}
