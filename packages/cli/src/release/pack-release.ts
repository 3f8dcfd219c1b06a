import { existsSync, renameSync, writeFileSync, copyFileSync } from "node:fs";
import { basename, join } from "node:path";
import { checkTarball, hashFile, inspectTarball, renderChecksums, renderStatement } from "@releaser/checksums";
import { packReleases } from "@releaser/publishers";
import { type Git, type MovingRelease, publicReleases, redact, tarballName } from "@releaser/core";
import { producer } from "../context.ts";
import { failures } from "../failures.ts";
import { evidenceFile } from "../stages/proven.ts";
import { planFile } from "../version/release-files.ts";
import { assetNames } from "./release.ts";
import { replaceFolder } from "./replace-folder.ts";
import type { Train } from "./train.ts";

/** Packs the public packages that move, once, and writes down what they are: checksums, statement, plan, notes, dist-tags as they were. */
export async function packRelease(train: Train, build: () => Promise<void>): Promise<void> {
  const moving = publicReleases(train.release.plan);
  await refuseTaken(train, moving);
  await train.prepare();
  await build();
  await replaceFolder(train.release.packed, async (dir) => {
    const tarballs = await packAll(train, moving, dir);
    await writeCopies(train, dir);
    await writeRecords(train, dir, [...tarballs, "plan.json", "notes.md"]);
    await writeDistTags(train, moving, dir);
  });
}

async function refuseTaken({ registry }: Train, moving: readonly MovingRelease[]): Promise<void> {
  const taken = await Promise.all(
    moving.map(async ({ name, to }) => ((await registry.packument(name))?.versions[to] === undefined ? [] : [`${name}@${to}`])),
  );
  if (taken.flat().length > 0) throw failures.E_VERSION_TAKEN({ packages: taken.flat() });
}

async function packAll(train: Train, moving: readonly MovingRelease[], dir: string): Promise<readonly string[]> {
  if (moving.length === 0) return [];
  const { context, release, workspace } = train;
  const made = await packReleases({
    root: release.checkout,
    packageManager: workspace.packageManager,
    packages: moving.map(({ name, to, dir: folder }) => ({ name, version: to, dir: folder })),
    outDir: dir,
    exec: context.exec,
    env: context.env,
    ignoreScripts: !context.installed,
    signal: context.signal,
  });
  return await Promise.all(
    made.map(async ({ name, version, file }) => {
      const problems = checkTarball(await inspectTarball(file), { name, version });
      if (problems.length > 0) throw failures.E_TARBALL_WRONG({ name, problems });
      const target = tarballName(name, version);
      if (basename(file) !== target) renameSync(file, join(dir, target));
      return target;
    }),
  );
}

async function writeCopies({ git, release, context }: Train, dir: string): Promise<void> {
  const show = async (path: string): Promise<string> => (await git.run(["cat-file", "blob", `${release.commit}:${path}`])).stdout;
  writeFileSync(join(dir, "plan.json"), await show(planFile));
  writeFileSync(join(dir, "notes.md"), await show(`release/notes/${release.key}.md`));
  const evidence = evidenceFile({ context, release });
  if (existsSync(evidence)) copyFileSync(evidence, join(dir, assetNames(release.key).evidence));
}

async function writeRecords({ git, release, context, remote }: Train, dir: string, names: readonly string[]): Promise<void> {
  const assets = assetNames(release.key);
  const hashed = await Promise.all(names.map(async (name) => ({ name, ...(await hashFile(join(dir, name))) })));
  const files = hashed.map(({ name, sha256 }) => ({ name, sha256 }));
  writeFileSync(join(dir, assets.checksums), renderChecksums({ version: release.key, commit: release.commit, plan: release.plan.digest, files }));
  const about = { version: release.key, commit: release.commit, plan: release.plan.digest, producer };
  writeFileSync(join(dir, assets.statement), renderStatement({ ...about, ...builderOf(context.env), repository: await repositoryOf(git, remote), subjects: hashed }));
}

/** Where the commit lives: the remote's address without credentials. */
async function repositoryOf(git: Git, remote: string): Promise<string> {
  const address = redact(await git.text(["remote", "get-url", remote])).replace("***@", "");
  return /^[a-z+]+:\/\//u.test(address) ? `git+${address.replace(/^git\+/u, "")}` : `git+file://${address}`;
}

/** A workflow's run where it is one, this machine otherwise. */
function builderOf(env: Train["context"]["env"]): { readonly builder: string; readonly invocation?: string } {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run, GITHUB_WORKFLOW_REF: workflow } = env;
  if (server === undefined || repository === undefined || run === undefined || workflow === undefined) return { builder: "https://github.com/releaser/releaser/builders/local" };
  return { builder: `${server}/${workflow}`, invocation: `${server}/${repository}/actions/runs/${run}` };
}

/** The dist-tags as they were before this release: what a rollback goes back to. */
async function writeDistTags({ registry, release }: Train, moving: readonly MovingRelease[], dir: string): Promise<void> {
  const tags = await Promise.all(moving.map(async ({ name }) => [name, (await registry.packument(name))?.["dist-tags"] ?? {}] as const));
  writeFileSync(join(dir, assetNames(release.key).distTags), `${JSON.stringify(Object.fromEntries(tags), undefined, 2)}\n`);
}
