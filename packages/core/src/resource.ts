import type { Failure } from "./failure.ts";

/** The states of a release in order; `releaser` brings it from one to the next. */
export const stages = [
  "planned",
  "wired",
  "proven",
  "versioned",
  "packed",
  "staged",
  "tagged",
  "published",
  "verified",
  "released",
  "announced",
  "filed",
] as const;

export type Stage = (typeof stages)[number];

/** What the world says of a resource. */
export type Observation<Seen = unknown> =
  | { readonly is: "absent" }
  | {
      readonly is: "different";
      readonly seen: Seen;
      readonly why: string;
      /** Ours and not yet public. */ readonly replaceable: boolean;
      /** What a conflict is reported as; `E_CONFLICT` unless told. */ readonly failure?: Failure;
    }
  | { readonly is: "equal"; readonly seen: Seen }
  | {
      readonly is: "pending";
      readonly why: string;
      readonly until: Date;
      /** What it is reported as where it stays so; `E_WAITS` unless told. */ readonly failure?: Failure;
    }
  /** A later release moved it on; counts as held. */
  | { readonly is: "superseded"; readonly seen: Seen; readonly why: string };

export type ErrorClass = "auth" | "conflict" | "fatal" | "transient";

/** One fact that a release makes true. It describes; `reconcile` acts on it. */
export interface Resource<Seen = unknown> {
  /** `npm:@acme/core@1.4.0`, `tag:v1.4.0`, `file:release/notes/1.4.0.md`. */
  readonly id: string;
  readonly stage: Stage;
  /** A present participle: the line that a person reads while it runs. */
  readonly title: string;
  /** Ids that must hold before this one is applied. */
  readonly after?: readonly string[];
  /** Milliseconds during which absent and pending are observed again after `apply`. */
  readonly settle?: number;
  /** Read-only; runs for all before the first `apply`, and all that any of them finds is told. Throws as `observe` does. */
  preflight?(): Promise<readonly Failure[]>;
  /**
   * Whether it is observed in the preflight too: a conflict is told there, beside whatever else is wrong, and what holds there is
   * not looked at again when its turn comes.
   */
  readonly foreseen?: true;
  observe(): Promise<Observation<Seen>>;
  apply(seen: Observation<Seen>): Promise<void>;
  /** The way back, as resources. */
  undo?(seen: Observation<Seen>): readonly Resource[];
  classify?(error: unknown): ErrorClass;
  /** What a person reads once it holds, for example `sha512 equal`. */
  describe?(seen: Seen): string;
}
