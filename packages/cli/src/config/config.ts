import type { Publisher } from "@releaser/core";
import type { SkewConfig } from "@releaser/skew";
import type { SigstoreIdentity } from "@releaser/checksums";
import type { GatesConfig, LicencesConfig, SizesConfig } from "@releaser/gates";
import type { ProvenanceSetting, SbomFormat } from "@releaser/publishers";
import type { MovingTag } from "@releaser/publishers/oci";
import type { GitHubPageConfig } from "@releaser/publishers/github";

/** Where a release page is kept. `directory` stands in for a hosted page: drafts, assets and bodies as files. */
export interface DirectoryPageConfig {
  readonly kind: "directory";
  /** A folder outside the repository; relative to the configuration file. */
  readonly path: string;
}

/** Where the release pages are. */
export type PageConfig = DirectoryPageConfig | GitHubPageConfig;

/** Whom a release is told to, beside its page. */
export interface AnnounceConfig {
  /** Whether the pull requests that brought the released changesets, and the issues that these close, get a comment; false unless told. GitHub alone. */
  readonly comments?: boolean;
  /** The category in which a discussion of the release is opened; none unless told. GitHub alone. */
  readonly discussion?: string;
  /** Where a JSON document about the release is posted; nowhere unless told. */
  readonly webhook?: {
    /** The name of the environment variable that holds the address, which may be a secret. */
    readonly env: string;
  };
}

/** Which place owns the train's version. */
export interface TrainConfig {
  /** `release/version.txt` or another text file, the path of a manifest, or the name of a package. */
  readonly owner?: string;
  /** The version that the train starts from, where tags of another lineage would mislead. */
  readonly from?: string;
}

/** What `releaser version` does beside what Changesets does. */
export interface VersionConfig {
  /**
   * Private members of fixed and linked groups, which Changesets leaves behind while `privatePackages.version` is off:
   * `refuse` unless told, `move` versions them with their group.
   */
  readonly privateMembers?: "move" | "refuse";
}

/** How a statement is signed: by the SSH key that signs the tag, by an ed25519 key in PEM, or by the identity of a CI run. */
export type SignKind = "ed25519" | "sigstore" | "ssh";

/** What is released beside the tarballs, and what may be in them. */
export interface ArtifactsConfig {
  /** Whether and how the statement is signed; not signed unless told, because the tag covers it already. */
  readonly sign?: SignKind;
  /** The file of public keys in PEM that are trusted for `ed25519`, relative to the root; `.github/statement_signers.pem` unless told. */
  readonly signers?: string;
  /** The CI run that is trusted to sign by `sigstore`. */
  readonly identity?: SigstoreIdentity;
  /** A bill of materials for each package that is published, by `pnpm sbom`; none unless told. */
  readonly sbom?: SbomFormat;
  /** Packages that may publish an install script which their version before did not have; somebody has looked at it. */
  readonly newInstallScripts?: readonly string[];
}

/** A container image that is released with the packages. */
export interface ContainerConfig {
  /** Host and path, without a tag: `ghcr.io/acme/app`. */
  readonly image: string;
  /** What builds it into the folder `RELEASER_OCI_LAYOUT`, as an OCI image layout; no shell, unless it is named. */
  readonly build: string | readonly string[];
  /** Where it is built, relative to the root; the root unless told. */
  readonly cwd?: string;
  /** What it has to be for: `linux/amd64`. Not looked at unless told. */
  readonly platforms?: readonly string[];
  /** The tags that move to it from release to release; `latest` unless told. */
  readonly tags?: readonly MovingTag[];
  /** The host that gives out tokens for its registry, where nothing but the registry says so. */
  readonly tokenHost?: string;
}

/** What is tried of what was published. */
export interface SmokeConfig {
  /**
   * Commands of the published packages, as they are typed, each of which has to print something and end with exit code 0;
   * `<command> --version` for each that they have unless told, none with `false`.
   */
  readonly canary?: false | readonly string[];
}

/** How packages are published on npm registries. */
export interface NpmConfig {
  /**
   * Whether packages are published with a provenance statement, which the registry then has to serve. `auto` unless told: where
   * npm's client would make one, under trusted publishing of a public package from a public repository.
   */
  readonly provenance?: ProvenanceSetting;
  /** Whether packages are sent into the registry's staging, from where a person publishes them; false unless told. */
  readonly staged?: boolean;
}

/** What `releaser wire` writes workflows with. */
export interface PipelineConfig {
  /** Environments of GitHub, which ask people before the jobs that sign and that publish; `signing` and `publishing` unless told. */
  readonly environments?: { readonly signing?: string; readonly publishing?: string };
  /** The major of Node that workflows set up; what the repository pins unless told. */
  readonly node?: number;
  /** The label of the machines that jobs run on; `ubuntu-24.04` unless told. */
  readonly runner?: string;
}

/** How tags are signed. */
export interface SigningConfig {
  /** `ssh` unless told. */
  readonly format?: "gpg" | "ssh";
  /** The file of armored OpenPGP keys that are trusted, relative to the root; `.github/allowed_gpg_keys.asc` unless told. */
  readonly trustedKeys?: string;
}

/** What `releaser.config.ts` exports, or `releaser.config.json` holds. Everything has a default. */
export interface Config {
  /** The branch that releases are made on; Changesets' `baseBranch` unless told. */
  readonly branch?: string;
  /** The git remote that tags and commits are pushed to; `origin` unless told. */
  readonly remote?: string;
  /** Seconds that one call of git to the remote may take before it counts as failed; 600 unless told. */
  readonly remoteTimeout?: number;
  /** How many files, tags and packages of a release are worked on at once, gates aside; 8 unless told. */
  readonly concurrency?: number;
  /** One version for the repository; `false` keeps independent releases. */
  readonly train?: TrainConfig | false;
  readonly version?: VersionConfig;
  /** Whether each public package gets a signed tag `name@version` too; true unless told. */
  readonly packageTags?: boolean;
  /** The release page; without one, tarballs are durable nowhere and nothing goes outward. */
  readonly page?: PageConfig;
  readonly announce?: AnnounceConfig;
  readonly npm?: NpmConfig;
  readonly signing?: SigningConfig;
  /** The file of trusted SSH signers, relative to the root; `.github/allowed_signers` unless told. */
  readonly allowedSigners?: string;
  /** Overrides, adds and disables gates by id. */
  readonly gates?: GatesConfig;
  /** Which licences published packages may bring along; not looked at unless told. */
  readonly licences?: LicencesConfig;
  readonly skew?: SkewConfig;
  readonly pipeline?: PipelineConfig;
  readonly artifacts?: ArtifactsConfig;
  /** By how much packed packages may grow from one version to the next; `false` looks at no size. */
  readonly sizes?: SizesConfig | false;
  /** Container images; each is built before the tag, which signs its digest. */
  readonly containers?: readonly ContainerConfig[];
  /** Where else a release goes, by plug-ins; values, so a configuration in JSON has none. */
  readonly publishers?: readonly Publisher[];
  readonly smoke?: SmokeConfig;
  /** Where a package's documentation, issues and the like are; shown in the release page's body. */
  readonly links?: readonly { readonly title: string; readonly url: string }[];
}

/** Identity, so that an editor knows the type of the configuration. */
export function defineConfig(config: Config): Config {
  return config;
}
