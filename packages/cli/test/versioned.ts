import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "@releaser/core";
import { type GitRepo, releaser } from "@releaser/testkit";
import { expect } from "vitest";
import { planIn, statusIn } from "./documents.ts";

/** The text of a file of the work tree; undefined where there is none. */
export function textOf({ dir }: GitRepo, file: string): string | undefined {
  return existsSync(join(dir, file)) ? readFileSync(join(dir, file), "utf8") : undefined;
}

/** The version that a manifest of the work tree states, by its folder; null where it states none. */
export function versionOf(repo: GitRepo, folder: string): unknown {
  const manifest = JSON.parse(textOf(repo, join(folder, "package.json")) ?? "{}") as { readonly version?: string };
  return manifest.version ?? null;
}

/** Runs `releaser version` to its end: one commit, a clean tree, and the plan in it is the one that was promised. Gives that. */
export async function versioned(repo: GitRepo, env: Readonly<Record<string, string>> = {}): Promise<Plan> {
  const before = repo.git("rev-parse", "HEAD");
  const promised = planIn(await releaser(["plan", "--json"], { cwd: repo.dir, env }));
  const ran = await releaser(["version", "--json"], { cwd: repo.dir, env });
  expect(statusIn(ran).failures).toEqual([]);
  expect(repo.git("rev-parse", "HEAD^")).toBe(before);
  expect(repo.git("status", "--porcelain", "--untracked-files=all")).toBe("");
  expect(JSON.parse(repo.git("show", "HEAD:release/plan.json"))).toEqual(promised);
  return promised;
}
