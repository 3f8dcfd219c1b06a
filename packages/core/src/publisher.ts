import type { Clock, Exec } from "./effects.ts";
import type { Plan } from "./plan.ts";
import type { Resource } from "./resource.ts";

/** One file of a release, as its checksum file records it. */
export interface ReleaseArtifact {
  /** Base name: `acme-core-1.4.0.tgz`. */
  readonly name: string;
  /** Absolute path. It is there whenever `apply` runs; whoever only observes may have no files. */
  readonly file: string;
  /** In hex. */
  readonly sha256: string;
  /** What it is the tarball of; undefined for other files. */
  readonly package?: PublishedPackage;
}

/** A public package of a release. */
export interface PublishedPackage {
  readonly name: string;
  readonly version: string;
  /** The id of its publication on npm, for `after`. */
  readonly publication: string;
}

/** All that a publisher is told of a release, and the edges that it acts through. */
export interface ReleaseFacts {
  /** `1.4.0`, or the key where there is no train. */
  readonly key: string;
  /** `v1.4.0`: signed and pushed before anything is applied. */
  readonly tag: string;
  /** The commit that the tag names, in full. */
  readonly commit: string;
  readonly plan: Plan;
  /** Everything that the checksum file lists, in its order. */
  readonly artifacts: readonly ReleaseArtifact[];
  /** SHA-256 of the checksum file, in hex, which the tag signs. */
  readonly checksums: string;
  /** Whether people are told that it is not for everyone yet. */
  readonly prerelease: boolean;
  /** Whether it is what people are shown as the latest, as of this call: of a prerelease, or beside a later release, it is not. */
  latest(): Promise<boolean>;
  /** The only place that credentials come from. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly exec: Exec;
  readonly clock: Clock;
  /** Aborted when the run is interrupted. */
  readonly signal: AbortSignal;
  /** Whether this run may change anything outside. True whenever `apply` runs. */
  readonly outward: boolean;
}

/** Where else a release goes, written by anybody and named in the configuration. */
export interface Publisher {
  /** Lower case letters, digits and hyphens. Every id of its resources begins with it and a colon. */
  readonly name: string;
  /** What is to be true of a release, in the stage `published`. Called for every look too: it asks nobody for anything. */
  resources(facts: ReleaseFacts): Promise<readonly Resource[]> | readonly Resource[];
  /** The same kind of publisher for a rehearsal: whatever it does stays below this folder. Without it, a rehearsal leaves the publisher out. */
  rehearsal?(folder: string): Publisher;
}

/** Identity, so that an editor knows the type of a publisher. */
export function definePublisher(publisher: Publisher): Publisher {
  return publisher;
}
