import { basename, relative, resolve } from "node:path";
import { safeLine } from "@releaser/core";
import { type AskGit, openAskGit } from "../tracked/ask-git.ts";
import { checkEntryPoints } from "../tarball/check-entry-points.ts";
import { checkTarball } from "../tarball/check-tarball.ts";
import {
  compareTarball,
  compareWithPrevious,
  pathsOf,
  type PreviousPackage,
  type TarballDifference,
} from "../tarball/compare-tarball.ts";
import { failures } from "../failures.ts";
import { hashFile } from "../record/hash-file.ts";
import { inspectTarball, type TarballContents } from "../tarball/inspect-tarball.ts";
import { findPackageDir, openTracked } from "../tracked/read-tracked.ts";
import type { Edges } from "./edges.ts";
import type { Ended } from "./report.ts";

export interface InspectOptions {
  /** A commit, or true for HEAD. */
  readonly git?: string | true;
  readonly dir?: string;
  readonly previous?: string;
}

/** Lists a tarball and says what must not be in it; with `git` and `previous`, what it has otherwise than those. Unpacks nothing. */
export async function inspectVerb(tarball: string, options: InspectOptions, edges: Edges): Promise<Ended> {
  if (options.dir !== undefined && options.git === undefined) {
    throw failures.E_CHECKSUMS_USAGE({ message: "--dir names a folder that git holds: give --git too" });
  }
  const path = resolve(edges.cwd, tarball);
  const git = openAskGit(edges.cwd, edges);
  const commit = options.git === undefined ? undefined : await commitOf(git, options.git);
  const contents = await inspectTarball(
    path,
    commit === undefined ? {} : { oids: commit.length === 40 ? "sha1" : "sha256" },
  );
  const { name, version } = contents.manifest;
  const told = { name: String(name), version: String(version) };
  const previous =
    options.previous === undefined ? undefined : await readPrevious(resolve(edges.cwd, options.previous));
  const differences = [
    ...(commit === undefined ? [] : await compareWithGit({ git, commit, contents, dir: options.dir, edges })),
    ...(previous === undefined ? [] : compareWithPrevious(contents, previous)),
  ];
  const wrong = [
    ...checkTarball(contents, told),
    ...differences.filter(({ level }) => level === "error").map(({ at, message }) => `${at} ${message}`),
  ];
  const { integrity: _, ...hash } = await hashFile(path);
  return {
    verb: "inspect",
    version: told.version,
    commit: commit ?? null,
    files: [{ name: basename(path), ...hash }],
    entries: contents.entries,
    differences,
    lines: [
      `${safeLine(told.name)}@${safeLine(told.version)}: ${contents.entries.length} entries, sha256 ${hash.sha256}`,
      ...toLines(contents, differences),
    ],
    failed:
      wrong.length === 0 ? [] : [failures.E_TARBALL_DIFFERS({ tarball: basename(path), problems: wrong }).failure],
  };
}

function toLines(contents: TarballContents, differences: readonly TarballDifference[]): readonly string[] {
  return [
    ...contents.entries.map(({ path, size }) => `    ${String(size).padStart(10)}  ${safeLine(path)}`),
    ...differences.map(({ level, at, message }) => `  ${level === "error" ? "✗" : "·"} ${level}  ${at} ${message}`),
    ...checkEntryPoints(contents).missing.map((target) => `  · info  ${safeLine(target)} is promised and not in it`),
  ];
}

async function commitOf(git: AskGit, named: string | true): Promise<string> {
  const wanted = named === true ? "HEAD" : named;
  const said = await git(["rev-parse", "--verify", "--quiet", "--end-of-options", `${wanted}^{commit}`]);
  if (said !== undefined && said.trim() !== "") return said.trim();
  throw failures.E_CHECKSUMS_USAGE({ message: `git knows no commit ${wanted} here` });
}

interface Comparing {
  readonly git: AskGit;
  readonly commit: string;
  readonly contents: TarballContents;
  readonly dir: string | undefined;
  readonly edges: Edges;
}

async function compareWithGit({
  git,
  commit,
  contents,
  dir: named,
  edges,
}: Comparing): Promise<readonly TarballDifference[]> {
  const top = (await git(["rev-parse", "--show-toplevel"]))?.trim() ?? edges.cwd;
  const name = String(contents.manifest["name"]);
  const dir =
    named === undefined
      ? await findPackageDir(openAskGit(top, edges), commit, name)
      : relative(top, resolve(edges.cwd, named)).replaceAll("\\", "/");
  const tracked =
    dir === undefined ? undefined : await openTracked(openAskGit(top, edges), commit).readPackage(dir, contents);
  if (tracked === undefined) {
    throw failures.E_CHECKSUMS_USAGE({
      message: `git holds no package ${safeLine(name)} at ${commit.slice(0, 12)}: name its folder with --dir`,
    });
  }
  return compareTarball(contents, tracked);
}

async function readPrevious(path: string): Promise<PreviousPackage> {
  const before = await inspectTarball(path);
  return { version: String(before.manifest["version"]), manifest: before.manifest, paths: pathsOf(before) };
}
