import {
  type Changeset,
  type ChangesetsState,
  defineRule,
  type Draft,
  type Plan,
  type Rule,
  type Workspace,
} from "@releaser/core";
import { applyInMemory } from "../../apply-in-memory.ts";
import { type CountedPrerelease, countedPrereleases } from "../../counted-prereleases.ts";

const preFile = ".changeset/pre.json";

/** Prereleases as Changesets counts them, `1.0.0-next.3`, and the pre state belong together. */
export const preModeMismatch: Rule = defineRule({
  id: "plan/pre-mode-mismatch",
  title: "the prerelease versions are those of the pre state",
  level: "error",
  scope: "offline",
  *check({ workspace, plan }) {
    const { changesets } = workspace;
    if (changesets === undefined) return;
    yield* mixedShapes(changesets);
    if (changesets.pre?.mode === "exit") return;
    const counted = countedPrereleases(workspace);
    const foreign = counted.filter(({ tag }) => tag !== changesets.pre?.tag);
    const left = counted.length > foreign.length;
    for (const [tag, group] of Map.groupBy(foreign, (one) => one.tag)) {
      const draft =
        changesets.pre === undefined
          ? outside(workspace, plan, group)
          : foreignTag(workspace, plan, { tag, group, left });
      if (draft !== undefined) yield draft;
    }
  },
});

function* mixedShapes({ pre, changesets, skipped }: ChangesetsState): Iterable<Draft> {
  // Leaving pre mode, Changesets leaves those behind that name skipped packages alone: they release nothing then or later.
  const isIdle = ({ releases }: Changeset): boolean => releases.every(({ name }) => skipped.has(name));
  const moved = changesets.filter((one) => one.id.startsWith("pre/") && (pre !== undefined || !isIdle(one)));
  const [first] = moved;
  if (first === undefined) return;
  const related = [
    {
      at: { file: first.file },
      message: `${moved.length === 1 ? "lies" : `and ${moved.length - 1} more lie`} in .changeset/pre`,
    },
  ];
  if (pre === undefined) {
    yield {
      at: { file: first.file },
      message: `.changeset/pre holds changesets that were released as prereleases, but there is no ${preFile}: they would be released again`,
      hint: `take ${preFile} back from git, or delete .changeset/pre once they are out`,
    };
  } else if (Object.keys(pre.initialVersions).length > 0 || pre.changesets.some((id) => !id.startsWith("pre/"))) {
    yield {
      at: { file: preFile },
      message: `${preFile} lists versions and changesets as Changesets 2 does, but used changesets lie in .changeset/pre as with Changesets 3`,
      hint: `with Changesets 3 keep "mode" and "tag" alone in ${preFile}, and move what it listed to .changeset/pre`,
      related,
    };
  }
}

interface Foreign {
  readonly tag: string;
  readonly group: readonly CountedPrerelease[];
  /** Whether others have the state's own tag, so that it is not about to be taken up. */
  readonly left: boolean;
}

/** Who enters pre mode under another tag takes the old one along until it moves. */
function foreignTag(workspace: Workspace, plan: Plan | undefined, { tag, group, left }: Foreign): Draft | undefined {
  const pre = workspace.changesets?.pre;
  const after = plan && applyInMemory(workspace, plan).versions;
  const stuck = group.filter(
    ({ pkg, version }) => pre?.initialVersions[pkg.name] !== version && (after?.get(pkg.dir) ?? version) === version,
  );
  const [first] = stuck;
  if (first === undefined || pre === undefined) return undefined;
  const knows = left || Object.keys(pre.initialVersions).length > 0;
  return {
    ...toPlaces(stuck),
    message: `${first.pkg.name} is ${first.version}, but the pre state's tag is ${pre.tag}`,
    hint: `set "tag" in ${preFile} to ${tag}, or the version to one of ${pre.tag}`,
    ...(!knows && { level: "warning" }),
  };
}

function outside(workspace: Workspace, plan: Plan | undefined, group: readonly CountedPrerelease[]): Draft | undefined {
  const after = plan && applyInMemory(workspace, plan).versions;
  const moving = group.find(({ pkg, version }) => (after?.get(pkg.dir) ?? version) !== version);
  const first = moving ?? group[0];
  if (first === undefined) return undefined;
  const becomes = moving && after?.get(moving.pkg.dir);
  return {
    ...toPlaces([first, ...group.filter((one) => one !== first)]),
    message: `${first.pkg.name} is ${first.version}, but Changesets is not in pre mode${becomes === undefined ? "" : `; the pending plan makes it ${becomes}`}`,
    hint: `run \`changeset pre enter ${first.tag}\`, or set the version to one without -${first.tag}`,
    // What nobody moves may be a prerelease by hand, and harms nobody yet.
    ...(becomes === undefined && { level: "warning" }),
  };
}

function toPlaces(
  group: readonly CountedPrerelease[],
): Pick<Draft, "at" | "package" | "related"> & { readonly at: Draft["at"] } {
  const [first, ...others] = group.map(({ pkg, version }) => ({
    at: { file: pkg.manifestFile, pointer: "/version" },
    message: `${pkg.name} is ${version}`,
    name: pkg.name,
  }));
  return {
    at: first?.at ?? { file: preFile },
    ...(first && { package: first.name }),
    ...(others.length > 0 && { related: others.map(({ at, message }) => ({ at, message })) }),
  };
}
