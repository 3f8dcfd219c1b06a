import { existsSync, renameSync, writeFileSync, copyFileSync } from "node:fs";
import { basename, join } from "node:path";
import { builderOf, recordFile, renderChecksums, renderStatement, repositoryUri } from "@releaser/checksums";
import { packReleases, sbomReleases } from "@releaser/publishers";
import { type MovingRelease, publicReleases, tarballName } from "@releaser/core";
import { producer } from "../context.ts";
import { openPackedCheck } from "./check-packed.ts";
import { failures } from "../failures.ts";
import { evidenceFile } from "../stages/gates-of.ts";
import { planFile } from "../version/release-files.ts";
import { assetNames } from "./release.ts";
import { packImages } from "./pack-images.ts";
import { refuseGrown } from "./refuse-grown.ts";
import { replaceFolder } from "./replace-folder.ts";
import { signRelease } from "./statement-signing.ts";
import type { Train } from "./train.ts";

/** Packs the public packages that move, once, and writes down what they are: checksums, statement, plan, notes, dist-tags as they were. */
export async function packRelease(train: Train, build: () => Promise<void>): Promise<void> {
  const moving = publicReleases(train.release.plan);
  await refuseTaken(train, moving);
  await train.prepare();
  await build();
  await replaceFolder(train.release.packed, async (dir) => {
    const tarballs = await packAll(train, moving, dir);
    await refuseGrown(train, moving, dir);
    await writeCopies(train, dir);
    const sboms = await writeSboms(train, moving, dir);
    const images = await packImages(train, dir);
    await writeRecords(train, dir, [...tarballs, ...sboms, ...images, "plan.json", "notes.md"]);
    await writeDistTags(train, moving, dir);
  });
}

async function refuseTaken({ registry }: Train, moving: readonly MovingRelease[]): Promise<void> {
  const taken = await Promise.all(
    moving.map(async ({ name, to }) =>
      (await registry.packument(name))?.versions[to] === undefined ? [] : [`${name}@${to}`],
    ),
  );
  if (taken.flat().length > 0) throw failures.E_VERSION_TAKEN({ packages: taken.flat() });
}

async function packAll(train: Train, moving: readonly MovingRelease[], dir: string): Promise<readonly string[]> {
  if (moving.length === 0) return [];
  const { context, release, workspace } = train;
  const check = openPackedCheck(train);
  const made = await packReleases({
    root: release.checkout,
    packageManager: workspace.packageManager,
    packages: moving.map(({ name, to, dir: folder }) => ({ name, version: to, dir: folder })),
    outDir: dir,
    exec: context.exec,
    env: context.env,
    ignoreScripts: !context.installed,
    signal: context.signal,
    look: async ({ name, file }) => {
      const one = moving.find((moved) => moved.name === name);
      if (one) await check(one, file);
    },
  });
  return made.map(({ name, version, file }) => {
    const target = tarballName(name, version);
    if (basename(file) !== target) renameSync(file, join(dir, target));
    return target;
  });
}

async function writeSboms(
  { context, git, release, workspace }: Train,
  moving: readonly MovingRelease[],
  dir: string,
): Promise<readonly string[]> {
  const format = context.config.artifacts?.sbom;
  if (format === undefined) return [];
  return await sbomReleases({
    root: release.checkout,
    packageManager: workspace.packageManager,
    packages: moving.map(({ name, to }) => ({ name, version: to })),
    format,
    outDir: dir,
    seed: release.plan.digest,
    date: new Date(await git.text(["show", "--no-patch", "--format=%cI", release.commit])),
    exec: context.exec,
    env: context.env,
    signal: context.signal,
  });
}

async function writeCopies({ git, release, context }: Train, dir: string): Promise<void> {
  const show = async (path: string): Promise<string> =>
    (await git.run(["cat-file", "blob", `${release.commit}:${path}`])).stdout;
  writeFileSync(join(dir, "plan.json"), await show(planFile));
  writeFileSync(join(dir, "notes.md"), await show(`release/notes/${release.key}.md`));
  const evidence = evidenceFile({ context, release });
  if (existsSync(evidence)) copyFileSync(evidence, join(dir, assetNames(release.key).evidence));
}

/** The statement speaks of every artifact, the checksum file of the statement and its signature too: so the tag, which signs the one, covers all of them. */
async function writeRecords(train: Train, dir: string, names: readonly string[]): Promise<void> {
  const { git, release, context, remote } = train;
  const assets = assetNames(release.key);
  const about = { version: release.key, commit: release.commit, plan: release.plan.digest };
  const subjects = await Promise.all(names.map((name) => recordFile(join(dir, name))));
  const repository = repositoryUri(await git.text(["remote", "get-url", remote]));
  const statement = renderStatement({ ...about, ...builderOf(context.env), producer, repository, subjects });
  const signed = await signRelease(train, statement);
  writeFileSync(join(dir, assets.statement), statement);
  if (signed) writeFileSync(join(dir, signed.name), signed.text);
  const said = [assets.statement, ...(signed ? [signed.name] : [])];
  const files = [...subjects, ...(await Promise.all(said.map((name) => recordFile(join(dir, name)))))];
  writeFileSync(join(dir, assets.checksums), renderChecksums({ ...about, files }));
}

/** The dist-tags as they were before this release: what a rollback goes back to. */
async function writeDistTags(
  { registry, release }: Train,
  moving: readonly MovingRelease[],
  dir: string,
): Promise<void> {
  const tags = await Promise.all(
    moving.map(async ({ name }) => [name, (await registry.packument(name))?.["dist-tags"] ?? {}] as const),
  );
  writeFileSync(
    join(dir, assetNames(release.key).distTags),
    `${JSON.stringify(Object.fromEntries(tags), undefined, 2)}\n`,
  );
}
