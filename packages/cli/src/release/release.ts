import { recordNames } from "@releaser/checksums";
import type { Plan } from "@releaser/core";

/** One release: its commit, its plan, and where its bytes are kept on this machine. */
export interface Release {
  readonly key: string;
  /** `v1.4.0`, or the key where there is no train. */
  readonly tag: string;
  readonly commit: string;
  readonly plan: Plan;
  /** A checkout of exactly that commit. */
  readonly checkout: string;
  /** Absolute path of the folder with the tarballs, the checksum file and the rest of the assets. */
  readonly packed: string;
}

/** The names of the assets that a release page carries beside the tarballs. */
export interface AssetNames {
  readonly checksums: string;
  readonly statement: string;
  /** The signed statement, where the configuration asks for it. */
  readonly envelope: string;
  /** The same, signed by the identity of a CI run. */
  readonly bundle: string;
  readonly smoke: string;
  /** What the container images of the release are, where there are any. */
  readonly images: string;
  readonly plan: "plan.json";
  readonly notes: "notes.md";
  readonly evidence: "evidence.json";
  readonly distTags: "dist-tags.json";
}

/** Asset names of a release by its key. */
export function assetNames(key: string): AssetNames {
  const { checksums, statement, envelope, bundle } = recordNames(key);
  return {
    checksums,
    statement,
    envelope,
    bundle,
    smoke: `${key}.smoke.json`,
    images: `${key}.images.json`,
    plan: "plan.json",
    notes: "notes.md",
    evidence: "evidence.json",
    distTags: "dist-tags.json",
  };
}

/** The tag of a plan. */
export function tagOf(plan: Plan): string {
  return plan.train?.tag ?? plan.key;
}

/** Whether people are told that it is not for everyone yet. */
export function isPrerelease({ key, plan }: Pick<Release, "key" | "plan">): boolean {
  return key.includes("-") && plan.train !== null;
}
