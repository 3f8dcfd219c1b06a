/** A manifest, or more of one. */
export type ManifestFields = Readonly<Record<string, unknown>>;

/** A small repository as plain data, before it is text. */
export interface WorldState {
  readonly root: ManifestFields;
  /** Manifests by folder. */
  readonly packages: ReadonlyMap<string, ManifestFields>;
  /** Undefined where the globs follow from the packages' folders. */
  readonly globs: readonly string[] | undefined;
  readonly catalog: Readonly<Record<string, string>>;
  /** Undefined where there is no `.changeset/config.json`. */
  readonly config: ManifestFields | undefined;
  readonly changesets: ReadonlyMap<string, ChangesetText>;
  /** Texts that win over everything that follows from the rest. */
  readonly files: ReadonlyMap<string, string>;
}

export interface ChangesetText {
  readonly releases: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** The texts of a world by path, sorted. */
export function worldFiles(state: WorldState): ReadonlyMap<string, string> {
  const texts: readonly (readonly [string, string])[] = [
    ["package.json", toJson(state.root)],
    ["pnpm-workspace.yaml", workspaceYaml(state)],
    ...[...state.packages].map(([dir, manifest]) => [`${dir}/package.json`, toJson(manifest)] as const),
    ...(state.config === undefined ? [] : [[".changeset/config.json", toJson(state.config)] as const]),
    ...[...state.changesets].map(([id, changeset]) => [`.changeset/${id}.md`, changesetText(changeset)] as const),
    ...state.files,
  ];
  return new Map([...new Map(texts)].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function workspaceYaml(state: WorldState): string {
  const globs = state.globs ?? impliedGlobs(state.packages.keys());
  const catalog = Object.entries(state.catalog).map(
    ([name, range]) => `  ${JSON.stringify(name)}: ${JSON.stringify(range)}`,
  );
  return [
    globs.length === 0 ? "packages: []" : "packages:",
    ...globs.map((glob) => `  - ${JSON.stringify(glob)}`),
    ...(catalog.length === 0 ? [] : ["catalog:", ...catalog]),
    "",
  ].join("\n");
}

function impliedGlobs(dirs: Iterable<string>): readonly string[] {
  return [...new Set([...dirs].map((dir) => dir.replace(/(^[^./][^/]*)\/[^/]+$/u, "$1/*")))];
}

function changesetText({ releases, summary }: ChangesetText): string {
  const lines = Object.entries(releases).map(([name, bump]) => `${JSON.stringify(name)}: ${bump}`);
  return ["---", ...lines, "---", "", summary, ""].join("\n");
}
