/** What a configuration says of licences: the gate runs where it says anything at all. */
export interface LicencesConfig {
  /** SPDX identifiers, each with an exception (`WITH`) or `+` where that is meant; `permissive` unless told. */
  readonly allow?: readonly string[];
  /** By the name of a package: why it may be there although its licence is not allowed. */
  readonly exceptions?: Readonly<Record<string, LicenceException>>;
}

export interface LicenceException {
  /** What the package has to state for the exception to hold; whatever it states unless told. */
  readonly licence?: string;
  readonly reason: string;
}

/** The same with its defaults. */
export interface LicencePolicy {
  readonly allow: readonly string[];
  readonly exceptions: Readonly<Record<string, LicenceException>>;
}

/** Licences that ask for no more than a notice. */
const permissive: readonly string[] = [
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC-BY-3.0",
  "CC-BY-4.0",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MIT-0",
  "Python-2.0",
  "Unlicense",
  "Zlib",
];

export function toLicencePolicy({ allow = permissive, exceptions = {} }: LicencesConfig): LicencePolicy {
  return { allow, exceptions };
}
