import type { Owner, PackageManager } from "@releaser/core";

/** Where a release goes, of the kinds that the playbook names. */
export type ArtifactTarget = "container" | "npm" | "tarball";

/** A gate, as workflows and the plan page need to know it. */
export interface PipelineGate {
  /** As in evidence: `lint`, `sentinel:contracts`. */
  readonly id: string;
  readonly title: string;
  /** As a person types it at the root. */
  readonly command: string;
  readonly owner: Owner;
  /** Ids of the gates that pass first; none unless told. */
  readonly after?: readonly string[];
  /** Milliseconds. */
  readonly timeout: number;
  readonly retries: number;
  /** Why it is not run, where it is not. */
  readonly skip?: string;
}

/** What a repository and its configuration say of its pipeline; everything that workflows and the standing plan are made of. */
export interface PipelineFacts {
  /** The branch that releases are made on. */
  readonly branch: string;
  /** How tags of releases are named, for people: `vX.Y.Z`, or undefined where releases are independent. */
  readonly trainTag: string | undefined;
  /** Whether each public package gets a tag of its own. */
  readonly packageTags: boolean;
  readonly packageManager: PackageManager;
  /** As the repository pins it, without a hash; of yarn without a pin `1` where its lockfile is of that version. */
  readonly packageManagerVersion?: string | undefined;
  /** Whether there is a lockfile to install from; true unless told. */
  readonly locked?: boolean;
  /** The major of Node that workflows set up. */
  readonly node: string;
  /** The label of the machines that jobs run on. */
  readonly runner: string;
  readonly targets: readonly ArtifactTarget[];
  /** Names of container images. */
  readonly images: readonly string[];
  readonly page: "directory" | "github" | "none";
  /** In the order in which they are shown. */
  readonly gates: readonly PipelineGate[];
  readonly nx: boolean;
  readonly sentinel: boolean;
  /** Environments of GitHub that ask people before a job begins. */
  readonly environments: { readonly signing: string; readonly publishing: string };
  /** The file of trusted signers, relative to the root. */
  readonly allowedSigners: string;
  /** What is told of a release beside its page; nothing unless told. */
  readonly told?: readonly ("comments" | "discussion")[];
  /** The environment variable with the address that a release is posted to. */
  readonly webhook?: string | undefined;
  /** Whether a job that publishes has to run the configuration, because it is more than plain values; false unless told. */
  readonly runsConfig?: boolean;
}
