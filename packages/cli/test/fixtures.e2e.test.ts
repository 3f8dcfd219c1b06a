import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fixture, fixturesAvailable, releaser, repositoryRoot, tempDir } from "@releaser/testkit";
import { validateDocument } from "@releaser/gates";
import type { Plan } from "@releaser/core";
import { describe, expect, test } from "vitest";
import type { StatusDocument } from "../src/index.ts";

const sentinel = join(repositoryRoot, ".sentinel");

if (!fixturesAvailable) process.stderr.write("skipped: the real workspaces are not beside this checkout\n");

describe.skipIf(!fixturesAvailable)("a workspace that nobody here wrote", () => {
  test.each([
    ["e2b-dev__E2B", 2],
    ["graphql__graphiql--rel", 4],
    ["wevm__wagmi--rel", 5],
  ])("%s is rehearsed: its %i public packages that move are published, and nothing else", async (id, count) => {
    const cwd = fixture(id);
    const keep = join(tempDir(), "rehearsal");
    const planned = await releaser(["plan", "--json"], { cwd });
    const plan = JSON.parse(planned.stdout) as Plan;
    expect(validateDocument(sentinel, "release-plan.v1", plan)).toEqual([]);
    const ran = await releaser(["rehearse", "--json", "--keep", keep], { cwd, timeout: 200_000 });
    const status = JSON.parse(ran.stdout) as StatusDocument;
    expect([ran.code, status.failures]).toEqual([0, []]);
    expect(validateDocument(sentinel, "release-status.v1", status)).toEqual([]);
    const published = status.resources
      .filter((resource) => resource.id.startsWith("npm:"))
      .map((resource) => resource.id);
    const moving = plan.releases
      .filter((one) => one.bump !== "none" && !one.private)
      .map(({ name, to }) => `npm:${name}@${to}`);
    expect(published.toSorted()).toEqual(moving.toSorted());
    expect(published).toHaveLength(count);
    expect(existsSync(join(keep, "releases", `v${plan.key}`, `${plan.key}.txt`))).toBe(true);
    expect(readFileSync(join(keep, "clean", "release", "version.txt"), "utf8")).toBe(`${plan.key}\n`);
  });

  test("llampwall__sentinel-kit is told what is missing and how to mend it", async () => {
    const ran = await releaser(["skew"], { cwd: fixture("llampwall__sentinel-kit") });
    expect(ran.code).toBe(7);
    expect(ran.stdout).toContain("id/version-missing");
    expect(ran.stdout).toContain('add "version"');
    expect(ran.stderr).not.toContain("    at ");
  });
});
