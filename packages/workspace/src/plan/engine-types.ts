import type { Bump, Planner } from "@releaser/core";

/** A manifest as Changesets wants it. */
export type EngineManifest = Record<string, unknown> & { readonly name: string; readonly version?: string | undefined };

export interface EnginePackage {
  readonly dir: string;
  readonly packageJson: EngineManifest;
}

/** A workspace as Changesets wants it, in no major's own shape. */
export interface EngineWorkspace {
  readonly rootDir: string;
  readonly root: EnginePackage;
  readonly packages: readonly EnginePackage[];
  readonly tool: string;
}

/** A configuration that Changesets has read and completed. */
export interface EngineConfig {
  readonly ignore: readonly string[];
  readonly fixed: readonly (readonly string[])[];
  readonly linked: readonly (readonly string[])[];
  readonly privatePackages: { readonly version: boolean; readonly tag: boolean };
  readonly changelog: false | readonly [string, unknown];
  readonly ___experimentalUnsafeOptions_WILL_CHANGE_IN_PATCH: {
    readonly onlyUpdatePeerDependentsWhenOutOfRange: boolean;
    readonly updateInternalDependents: "always" | "out-of-range";
  };
  readonly [option: string]: unknown;
}

export interface EngineChangeset {
  readonly id: string;
  readonly summary: string;
  readonly releases: readonly { readonly name: string; readonly type: Bump }[];
}

export interface EngineRelease {
  readonly name: string;
  readonly type: Bump;
  readonly changesets: readonly string[];
  readonly oldVersion: string | undefined;
  readonly newVersion: string | undefined;
}

export interface EnginePre {
  readonly mode: "exit" | "pre";
  readonly tag: string;
  readonly initialVersions?: Readonly<Record<string, string>>;
  readonly changesets?: readonly string[];
}

export interface EnginePlan {
  readonly changesets: readonly EngineChangeset[];
  readonly releases: readonly EngineRelease[];
  readonly preState: EnginePre | undefined;
}

/** A release that nobody keeps: `0.0.0-<tag>-<time>`, or as the configuration's template says. */
export interface EngineSnapshot {
  readonly tag: string | undefined;
  /** The id of the commit that it is made from, for templates that name it. */
  readonly commit: string;
}

interface AssembleInput {
  readonly changesets: readonly EngineChangeset[];
  readonly workspace: EngineWorkspace;
  readonly config: EngineConfig;
  readonly pre: EnginePre | undefined;
  readonly snapshot?: EngineSnapshot | undefined;
}

interface ApplyInput {
  readonly plan: EnginePlan;
  readonly workspace: EngineWorkspace;
  readonly config: EngineConfig;
  readonly snapshot?: EngineSnapshot | undefined;
}

/** One installed Changesets behind one interface, whatever its major. */
export interface Engine {
  readonly planner: Planner;
  readonly major: number;
  /** Completes a written configuration. Rejects with `E_CHANGESETS_CONFIG` and all that Changesets finds wrong. */
  configure(written: unknown, workspace: EngineWorkspace): Promise<EngineConfig>;
  /** Plans; reads and writes nothing. Throws `E_PLANNER_REFUSED` with the words of Changesets. */
  assemble(input: AssembleInput): EnginePlan;
  /** Writes; gives the absolute paths that it touched. Rejects with `E_PLANNER_REFUSED`. */
  apply(input: ApplyInput): Promise<readonly string[]>;
}
