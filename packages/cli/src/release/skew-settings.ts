import { type SkewInput, toSkewSettings } from "@releaser/skew";
import type { Repository } from "../context.ts";

/** What a command line says over the configuration. */
export interface SettingsChoice {
  /** Whether what the baseline knows is left out; true unless told. */
  readonly baseline?: boolean | undefined;
  /** Whether missing history is an error; false unless told. */
  readonly requireHistory?: boolean | undefined;
}

interface Choosing extends SettingsChoice {
  /** A file of the work tree that is judged, by its path from the root. */
  readonly read: (file: string) => string | undefined;
}

/** The configured settings of the detector, as the command line changes them. Throws `E_BASELINE_INVALID`. */
export function toChosenSettings(
  { config, configFile, clock }: Pick<Repository, "clock" | "config" | "configFile">,
  { baseline = true, requireHistory = false, read }: Choosing,
): Partial<SkewInput> {
  const skew = config.skew ?? {};
  const settings = toSkewSettings(skew, {
    configFile,
    today: clock.now().toISOString().slice(0, 10),
    read: (file) => (baseline ? read(file) : undefined),
  });
  return requireHistory ? { ...settings, levels: { ...settings.levels, "meta/history-missing": "error" } } : settings;
}
