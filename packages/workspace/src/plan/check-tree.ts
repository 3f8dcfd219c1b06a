import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { moves, type Plan, type Workspace } from "@releaser/core";
import valid from "semver/functions/valid.js";
import { isObject } from "../parse-json.ts";

/** Throws what is made of some problems, of at most twenty; nothing where there are none. */
export function refuseAny(problems: readonly string[], failure: (problems: readonly string[]) => Error): void {
  if (problems.length > 0) throw failure(problems.slice(0, 20));
}

/** Everything that would stop Changesets half way through writing a plan into a tree. */
export function checkWritable(workspace: Workspace, plan: Plan): readonly string[] {
  return plan.releases.flatMap((release) => {
    if (release.dir === null) return [`${release.name} has no folder`];
    const manifest = `${release.dir === "." ? "" : `${release.dir}/`}package.json`;
    const changelog = manifest.replace(/package\.json$/u, "CHANGELOG.md");
    const versions =
      moves(release) && valid(release.to) !== release.to
        ? [`${release.name} would become ${release.to}, which is no version`]
        : [];
    return [
      ...versions,
      ...checkManifest(workspace.root, manifest),
      ...(moves(release) ? checkChangelog(workspace.root, changelog) : []),
    ];
  });
}

/** Where the tree, after writing, states another version than the plan. */
export function checkWritten(workspace: Workspace, plan: Plan): readonly string[] {
  return plan.releases.flatMap((release) => {
    if (!moves(release)) return [];
    const file = join(workspace.root, release.dir, "package.json");
    const manifest: unknown = JSON.parse(readFileSync(file, "utf8"));
    const version = isObject(manifest) ? manifest["version"] : undefined;
    return version === release.to ? [] : [`${file} says ${String(version)}, the plan ${release.to}`];
  });
}

function checkManifest(root: string, file: string): readonly string[] {
  if (kindOf(join(root, file)) !== "file") return [`${file} is no regular file`];
  const text = readFileSync(join(root, file), "utf8");
  if (text.startsWith("\uFEFF")) return [`${file} starts with a byte order mark, which Changesets cannot edit`];
  return brokenRanges(JSON.parse(text)).map((entry) => `${file} states a range for ${entry} that is no text`);
}

function brokenRanges(manifest: unknown): readonly string[] {
  const stated = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"].flatMap((field) => {
    const entries = isObject(manifest) ? manifest[field] : undefined;
    return isObject(entries) ? Object.entries(entries) : [];
  });
  return stated.filter(([, range]) => typeof range !== "string").map(([name]) => name);
}

function checkChangelog(root: string, file: string): readonly string[] {
  return kindOf(join(root, file)) === "other" ? [`${file} is no regular file`] : [];
}

function kindOf(path: string): "absent" | "file" | "other" {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found === undefined ? "absent" : found.isFile() ? "file" : "other";
}
