import { join } from "node:path";
import type { Level } from "@releaser/core";
import { type Baseline, type Exemption, parseBaseline, type SkewInput } from "@releaser/skew";
import type { Config, IgnoreConfig, RuleConfig } from "../config/config.ts";
import type { Context } from "../context.ts";
import { readIfThere } from "./read-if-there.ts";

/** What a command line says over the configuration. */
export interface SettingsChoice {
  /** Whether what the baseline knows is left out; true unless told. */
  readonly baseline?: boolean | undefined;
  /** Whether missing history is an error; false unless told. */
  readonly requireHistory?: boolean | undefined;
}

type Settings = Pick<SkewInput, "baseline" | "configFile" | "exemptions" | "levels" | "options" | "today">;

/** The settings of the detector for the work tree in a folder. Throws `E_BASELINE_INVALID`. */
export function toSkewSettings(
  { config, configFile, clock }: Pick<Context, "clock" | "config" | "configFile">,
  root: string,
  { baseline = true, requireHistory = false }: SettingsChoice,
): Settings {
  const { levels, options } = toRuleSettings(config.skew?.rules ?? {});
  return {
    levels: requireHistory ? { ...levels, "meta/history-missing": "error" } : levels,
    options,
    configFile,
    exemptions: toExemptions(config.skew?.ignore ?? [], configFile),
    baseline: baseline ? readBaseline(root, baselineFile(config)) : undefined,
    today: clock.now().toISOString().slice(0, 10),
  };
}

/** Where the known findings of a repository are kept, relative to its root. */
export function baselineFile({ skew }: Config): string {
  return skew?.baseline ?? "release/skew-baseline.json";
}

/** The baseline in a file; undefined where there is none. Throws `E_BASELINE_INVALID`. */
export function readBaseline(root: string, file: string): Baseline | undefined {
  const text = readIfThere(join(root, file));
  return text === undefined ? undefined : parseBaseline(text, file);
}

function toExemptions(ignore: readonly IgnoreConfig[], file = "releaser.config.json"): readonly Exemption[] {
  return ignore.map((given, index) => ({ ...given, at: { file, pointer: `/skew/ignore/${index}` } }));
}

function toRuleSettings(
  rules: Readonly<Record<string, Level | RuleConfig | "off">>,
): Required<Pick<SkewInput, "levels" | "options">> {
  const settings = Object.entries(rules).map(([id, given]) => {
    const { level, ...options } = typeof given === "string" ? { level: given } : given;
    return { id, level, options };
  });
  return {
    levels: Object.fromEntries(settings.flatMap(({ id, level }) => (level === undefined ? [] : [[id, level]]))),
    options: Object.fromEntries(settings.map(({ id, options }) => [id, options])),
  };
}
