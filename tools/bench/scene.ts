import {
  changesetOf,
  changelogOf,
  lockfileOf,
  manifestOf,
  rootFiles,
  type SceneMember,
  toMembers,
} from "./scene-files.ts";

/** What a scene holds. The same options give the same bytes. */
export interface SceneOptions {
  readonly packages: number;
  /** Any whole number; another one gives other versions and dependencies. */
  readonly seed: number;
  /** Internal ranges that exclude what the workspace has, one in each of that many packages. */
  readonly faults: number;
  /** Packages that were changed after the release, each in a commit with its changeset. */
  readonly changesets: number;
  /** Tags for each package, the last one that of its version. */
  readonly tags: number;
}

/** One commit of a scene: files as they are written, by path. */
export interface SceneCommit {
  readonly message: string;
  readonly files: ReadonlyMap<string, string>;
}

/** A workspace with a history: a release with its tags on `main`, then the commits of a branch. */
export interface Scene {
  readonly release: SceneCommit;
  readonly tags: readonly string[];
  readonly since: readonly SceneCommit[];
}

/** A synthetic pnpm workspace: fifteen dependencies a package, of which five are internal, with changelogs, tags and a lockfile. */
export function sceneOf(options: SceneOptions): Scene {
  const members = toMembers(options);
  const files = new Map(rootFiles());
  for (const member of members) {
    files.set(`${member.dir}/package.json`, manifestOf(member));
    files.set(`${member.dir}/CHANGELOG.md`, changelogOf(member));
    files.set(`${member.dir}/index.js`, `export const name = "${member.name}";\n`);
  }
  files.set("pnpm-lock.yaml", lockfileOf(members));
  return {
    release: { message: "chore: release", files },
    tags: members.flatMap((member) => tagsOf(member, options.tags)),
    since: changedMembers(members, options.changesets).map(toCommit),
  };
}

/** Older versions first; the last tag is of the version that stands in the manifest. */
function tagsOf({ name, version }: SceneMember, count: number): readonly string[] {
  const older = Array.from({ length: Math.max(0, count - 1) }, (_, index) => `${name}@0.${index + 1}.0`);
  return count === 0 ? [] : [...older, `${name}@${version}`];
}

/** Spread over all of them, so that some have many dependents and some have none. */
function changedMembers(members: readonly SceneMember[], count: number): readonly SceneMember[] {
  const step = Math.max(1, Math.floor(members.length / Math.max(1, count)));
  return members.filter((_, index) => index % step === step - 1).slice(0, count);
}

function toCommit(member: SceneMember, index: number): SceneCommit {
  const bump = index % 4 === 0 ? "minor" : "patch";
  return {
    message: `${bump === "minor" ? "feat" : "fix"}: what ${member.name} does`,
    files: new Map([
      [`${member.dir}/index.js`, `export const name = "the ${member.name}";\n`],
      [`.changeset/change-${index}.md`, changesetOf(member, bump)],
    ]),
  };
}
