import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gitRepo, releaser, type GitRepo } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { planIn, reportIn, statusIn } from "./documents.ts";
import { acme } from "./worlds.ts";

const dependent = { type: "module", dependencies: { "@acme/core": "^99.0.0" } } as const;

/** The small world with a range that excludes what lies beside it. */
function broken(): GitRepo {
  return gitRepo(acme().pkg("@acme/cli@1.4.0", dependent));
}

function stateOf({ git }: GitRepo): readonly string[] {
  return [git("rev-parse", "HEAD"), git("status", "--porcelain"), git("diff", "HEAD"), git("for-each-ref")];
}

describe("an internal range that excludes the workspace's version", () => {
  test("is told from any folder with file, line, both values and the mend, and nothing is written", async () => {
    const repo = broken();
    const before = stateOf(repo);
    const [skew, json, plan] = await Promise.all([
      releaser(["skew"], { cwd: join(repo.dir, "packages/cli") }),
      releaser(["skew", "--json", "--scope", "tree"], { cwd: join(repo.dir, ".changeset") }),
      releaser(["plan", "--json"], { cwd: join(repo.dir, "packages") }),
    ]);
    expect(skew).toMatchObject({ code: 7, stderr: "" });
    expect(skew.stdout.split("\n").slice(0, 3)).toEqual([
      "packages/cli/package.json:6:5  error  range/internal-excludes",
      "    @acme/core is 1.2.0 here, which ^99.0.0 does not admit",
      '    → in packages/cli/package.json write "@acme/core": "^1.2.0"',
    ]);
    expect(skew.stdout.endsWith("\n")).toBe(true);

    expect(json).toMatchObject({ code: 7, stderr: "" });
    expect(reportIn(json)).toMatchObject({
      ok: false,
      scope: "tree",
      counts: { error: 1, warning: 0, info: 0 },
      findings: [
        { rule: "range/internal-excludes", file: "packages/cli/package.json", line: 6, fix: { safety: "safe" } },
      ],
    });

    expect(plan.code).toBe(7);
    expect(plan.stderr).toContain("range/internal-excludes");
    expect(planIn(plan).key).toBe("1.5.0");
    expect(stateOf(repo)).toEqual(before);
  });

  test("stops version and publish, also where a release is there already", async () => {
    const repo = gitRepo(acme());
    expect(await releaser(["version"], { cwd: repo.dir })).toMatchObject({ code: 0 });
    expect(reportIn(await releaser(["skew", "--json"], { cwd: repo.dir }))).toMatchObject({ ok: true, findings: [] });
    const manifest = join(repo.dir, "packages/cli/package.json");
    writeFileSync(manifest, `${JSON.stringify({ name: "@acme/cli", version: "1.4.1", ...dependent }, undefined, 2)}\n`);
    const before = stateOf(repo);
    const told = [
      "packages/cli/package.json:6  range/internal-excludes  @acme/core is 1.3.0 here, which ^99.0.0 does not admit",
      'in packages/cli/package.json write "@acme/core": "^1.3.0"',
    ].join("\n");
    const runs = await Promise.all(
      [["version"], ["version", "--no-commit"], ["publish"], ["publish", "--outward"], ["publish", "1.5.0"]].map(
        (args) => releaser([...args, "--json"], { cwd: repo.dir }),
      ),
    );
    for (const ran of runs) {
      expect(statusIn(ran)).toMatchObject({ exit: 7, failures: [{ code: "E_SKEW", who: "Builder", why: told }] });
    }
    expect(stateOf(repo)).toEqual(before);
  });
});
