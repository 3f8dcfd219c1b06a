import type { PackageManager } from "@releaser/core";

/** Where release pages are to be kept; `none`: nothing goes outward yet. */
export type PageChoice = "directory" | "github" | "none";

/** A repository on GitHub, as its remote names it. */
export interface GitHubRemote {
  /** `owner/name`. */
  readonly path: string;
  /** `https://github.com`, or that of an installation of one's own. */
  readonly origin: string;
}

/** Whoever signs on this machine. */
export interface Signer {
  /** The address of git's identity. */
  readonly email: string;
  /** `<type> <base64>`. */
  readonly publicKey: string;
}

/** What a repository says of itself before it is set up; everything that a set-up is made of. */
export interface SetupFacts {
  /** The name of the root's folder. */
  readonly name: string;
  /** npm where nothing says. */
  readonly packageManager: PackageManager;
  /** Whether it is yarn 1, which adds to the root of a workspace only when told. */
  readonly classicYarn: boolean;
  /** Whether the root has members beside itself. */
  readonly isWorkspace: boolean;
  /** How many packages there are, the root of a workspace aside. */
  readonly packages: number;
  /** Names of those that are not private. */
  readonly publicPackages: readonly string[];
  /** Whether the manifests say that everybody may have the packages. */
  readonly access: "public" | "restricted";
  /** The branch that releases are made on. */
  readonly branch: string;
  /** Undefined where the remote is elsewhere, or there is none. */
  readonly github: GitHubRemote | undefined;
  /** Undefined where git knows no SSH key, or no address. */
  readonly signer: Signer | undefined;
  /** The name of Releaser's configuration, where there is one. */
  readonly configFile: string | undefined;
  /** What the root's manifest depends on, of whatever kind. */
  readonly dependencies: ReadonlySet<string>;
  /** Texts of the files that a set-up may be about; what is absent is not there. */
  readonly texts: ReadonlyMap<string, string>;
}

/** The files that a set-up may be about, relative to the root. */
export const setupFiles = {
  changesets: ".changeset/config.json",
  ci: ".github/workflows/ci.yml",
  ignore: ".gitignore",
  manifest: "package.json",
  nx: "nx.json",
  plan: "release/plan.md",
  release: ".github/workflows/release.yml",
  sentinel: ".sentinel/package.json",
  signers: ".github/allowed_signers",
  versionPackages: ".github/workflows/version-packages.yml",
} as const;
