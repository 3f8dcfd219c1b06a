import type { Trust } from "@releaser/provenance";
import type { NpmRegistry, ReleasePage } from "@releaser/publishers";
import type { Git, Resource, Stage, Workspace } from "@releaser/core";
import type { Context } from "../context.ts";
import type { PackedRelease } from "./packed-release.ts";
import type { Release } from "./release.ts";

/** What is known of bytes that another machine packed. */
export interface Prepacked {
  /** The SHA-256 of their checksum file, where whoever packed them said so. */
  readonly checksums?: string | undefined;
}

/** One release under way: what every stage is given. */
export interface Train {
  readonly context: Context;
  readonly release: Release;
  /** The workspace as of the release's commit. */
  readonly workspace: Workspace;
  readonly git: Git;
  readonly registry: NpmRegistry;
  readonly page: ReleasePage;
  /** The remote's name. */
  readonly remote: string;
  readonly branch: string;
  /** Who is trusted to sign this release. */
  readonly trust: Trust;
  /** Makes the checkout ready to build; does so once. */
  readonly prepare: () => Promise<void>;
  /** Given where the bytes were packed elsewhere: then no gate is run and nothing is packed. */
  readonly prepacked?: Prepacked | undefined;
  /** Whether the remote has the tag: from then on the bytes are settled and gates are not run again. */
  readonly tagged: boolean;
  /** The signed tag that says that it was rolled back. */
  readonly rolledBack: string | undefined;
}

/** What a stage is told of the run that it is a part of. */
export interface StageRun {
  /** How far the release is carried. */
  readonly to: Stage;
  /** Of the stages before it, from `staged` on. */
  readonly earlier: readonly Resource[];
}

/** What a stage makes true. Stages after `packed` are given the packed bytes. */
export interface StageDefinition {
  readonly stage: Stage;
  readonly resources: (
    train: Train,
    packed: PackedRelease,
    run: StageRun,
  ) => Promise<readonly Resource[]> | readonly Resource[];
}
