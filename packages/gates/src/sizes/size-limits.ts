/** What a configuration says of how packed packages may grow. */
export interface SizesConfig {
  /** By how much a package may grow from one version to the next: `20%` unless told. */
  readonly grow?: string;
  /** Growth by less than that is never too much: `50 kB` unless told. */
  readonly ignoreBelow?: string;
  /** Growth that somebody has looked at, of one version each. */
  readonly allowed?: readonly AllowedGrowth[];
}

/** A version of a package that may be larger than the one before. */
export interface AllowedGrowth {
  readonly package: string;
  readonly version: string;
  readonly reason: string;
}

/** The same in numbers. */
export interface SizeLimits {
  /** As a part of what it was: 0.2 for a fifth. */
  readonly ratio: number;
  readonly bytes: number;
  readonly files: number;
}

/** A package of a few files may double their number with a good reason and nobody harmed. */
const ignoredFiles = 20;

const units: Readonly<Record<string, number>> = { B: 1, kB: 1000, MB: 1_000_000, KiB: 1024, MiB: 1024 ** 2 };

/** The limits of a configuration, whose texts are a percentage and a number of bytes in `B`, `kB`, `MB`, `KiB` or `MiB`. */
export function toSizeLimits({ grow = "20%", ignoreBelow = "50 kB" }: SizesConfig): SizeLimits {
  const unit = /[A-Za-z]+$/u.exec(ignoreBelow)?.[0] ?? "B";
  return {
    ratio: Number.parseFloat(grow) / 100,
    bytes: Number.parseFloat(ignoreBelow) * (units[unit] ?? 1),
    files: ignoredFiles,
  };
}
