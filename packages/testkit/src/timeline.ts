import { createHash } from "node:crypto";
import type { Commit, GitState, History, Workspace } from "@releaser/core";
import type { World, WorldOptions } from "./repo.ts";

/** A linear history in memory, made of worlds: an immutable builder. What a commit changes follows from the world before it. */
export interface Timeline {
  /** The files of a world as a commit; an empty one without a world. */
  commit(message: string, world?: World): Timeline;
  /** Tags on the last commit. */
  tag(...names: readonly string[]): Timeline;
  /** Tags on a commit of a world beside the line, which grew from the last commit and was never merged. */
  aside(world: World, ...names: readonly string[]): Timeline;
  /** What follows stands on a branch that leaves the base branch here. */
  branch(name: string): Timeline;
  /** The id of the last commit. */
  readonly head: string;
  readonly world: World;
  /** A world, the last committed one by default, with this history behind it. */
  workspace(world?: World, options?: WorldOptions): Workspace;
}

interface Snapshot {
  readonly commit: Commit;
  readonly texts: ReadonlyMap<string, string>;
}

interface Aside extends Snapshot {
  /** The id of the commit that it grew from. */
  readonly parent: string;
}

interface State {
  readonly world: World;
  /** Oldest first. */
  readonly snapshots: readonly [Snapshot, ...Snapshot[]];
  readonly tags: ReadonlyMap<string, string>;
  /** Tags beside the line. */
  readonly asides: ReadonlyMap<string, Aside>;
  readonly branch: string;
  readonly base: string | undefined;
}

/** A history of one commit on `main`, with every file of the world. */
export function timeline(world: World, message = "initial"): Timeline {
  const first = toSnapshot(message, world.files(), undefined);
  return timelineOf({ world, snapshots: [first], tags: new Map(), asides: new Map(), branch: "main", base: undefined });
}

function timelineOf(state: State): Timeline {
  const last = state.snapshots.at(-1) ?? state.snapshots[0];
  const head = last.commit.id;
  const next = (change: Partial<State>): Timeline => timelineOf({ ...state, ...change });
  return {
    head,
    world: state.world,
    commit: (message, world = state.world) =>
      next({ world, snapshots: [...state.snapshots, toSnapshot(message, world.files(), last)] }),
    tag: (...names) => next({ tags: new Map([...state.tags, ...names.map((name) => [name, head] as const)]) }),
    aside: (world, ...names) => {
      const aside = { ...toSnapshot("aside", world.files(), last), parent: head };
      return next({ asides: new Map([...state.asides, ...names.map((name) => [name, aside] as const)]) });
    },
    branch: (branch) => next({ branch, base: head }),
    workspace: (world = state.world, options = {}) =>
      world.workspace({ git: toGit(state, head), history: () => toHistory(state), ...options }),
  };
}

function toSnapshot(message: string, texts: ReadonlyMap<string, string>, before: Snapshot | undefined): Snapshot {
  const past = before?.texts ?? new Map<string, string>();
  const files = [...new Set([...past.keys(), ...texts.keys()])].filter((file) => past.get(file) !== texts.get(file));
  const id = createHash("sha1")
    .update(JSON.stringify([before?.commit.id, message, [...texts]]))
    .digest("hex");
  return { commit: { id, message, files: files.toSorted() }, texts };
}

function toGit({ branch, tags, asides }: State, head: string): GitState {
  return { branch, head, shallow: false, tags: new Set([...tags.keys(), ...asides.keys()]) };
}

function toHistory({ snapshots, tags, asides, base }: State): History {
  const at = (ref: string): Snapshot | undefined =>
    asides.get(ref) ?? snapshots.find(({ commit }) => commit.id === (tags.get(ref) ?? ref));
  return {
    gap: tags.size + asides.size === 0 ? "no tags" : undefined,
    mergedTags: () => new Set(tags.keys()),
    textsAt: (wanted) => wanted.map(({ ref, file }) => at(ref)?.texts.get(file)),
    filesAt: (ref, dir) =>
      [...(at(ref)?.texts.keys() ?? [])].filter((file) => dir === "." || file.startsWith(`${dir}/`)),
    filesWith: (ref, name, text) =>
      [...(at(ref)?.texts ?? [])].flatMap(([file, held]) =>
        file.split("/").at(-1) === name && held.includes(text) ? [file] : [],
      ),
    since: (ref) => {
      const fork = asides.get(ref)?.parent ?? tags.get(ref) ?? ref;
      const from = snapshots.findIndex(({ commit }) => commit.id === fork);
      return from === -1
        ? []
        : snapshots
            .slice(from + 1)
            .map(({ commit }) => commit)
            .toReversed();
    },
    base: () => base,
  };
}
