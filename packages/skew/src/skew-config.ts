import type { Level } from "@releaser/core";
import { parseBaseline } from "./baseline.ts";
import type { SkewInput } from "./check-skew.ts";
import type { IgnoreConfig } from "./exemptions.ts";

/** A rule's level and its options; each rule's page states which it takes. */
export interface RuleConfig {
  readonly level?: Level | "off";
  readonly [option: string]: unknown;
}

/** `skew` of the configuration. */
export interface SkewConfig {
  /** By rule: a level, or options with a level where it is another than the rule's own. */
  readonly rules?: Readonly<Record<string, Level | RuleConfig | "off">>;
  /** Findings that shall not count, each with its reason. */
  readonly ignore?: readonly IgnoreConfig[];
  /** The file of the findings that are known, relative to the root; `release/skew-baseline.json` unless told. */
  readonly baseline?: string;
}

/** Where a configuration is read. */
export interface SettingsPlace {
  /** The configuration's file, relative to the root; undefined where there is none. */
  readonly configFile: string | undefined;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** A file of the work tree by its path from the root. */
  readonly read: (file: string) => string | undefined;
}

type Settings = Required<Pick<SkewInput, "exemptions" | "levels" | "options">> &
  Pick<SkewInput, "baseline" | "configFile" | "today">;

/** The same as `checkSkew` takes it, with what the baseline's file knows. Throws `E_BASELINE_INVALID`. */
export function toSkewSettings(config: SkewConfig, { configFile, today, read }: SettingsPlace): Settings {
  const rules = Object.entries(config.rules ?? {}).map(([id, given]) => {
    const { level, ...options } = typeof given === "string" ? { level: given } : given;
    return { id, level, options };
  });
  const file = baselineFile(config);
  const known = read(file);
  return {
    levels: Object.fromEntries(rules.flatMap(({ id, level }) => (level === undefined ? [] : [[id, level]]))),
    options: Object.fromEntries(rules.map(({ id, options }) => [id, options])),
    exemptions: (config.ignore ?? []).map((given, index) => ({
      ...given,
      at: { file: configFile ?? "releaser.config.json", pointer: `/skew/ignore/${index}` },
    })),
    baseline: known === undefined ? undefined : parseBaseline(known, file),
    configFile,
    today,
  };
}

/** Where the known findings of a repository are kept, relative to its root. */
export function baselineFile({ baseline }: SkewConfig): string {
  return baseline ?? "release/skew-baseline.json";
}
