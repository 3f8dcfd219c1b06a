import { ReleaserError } from "@releaser/core";
import type { Config } from "./config.ts";
import { readStatedConfig } from "./read-stated-config.ts";

/** A configuration with what a release's own commit promises of its artifacts, where that is stated there; what was configured later binds no earlier release. */
export function asPromised(config: Config, checkout: string): Config {
  const { artifacts: _, ...rest } = config;
  try {
    const { artifacts } = readStatedConfig(checkout, { notice: () => {} }).config;
    return { ...rest, ...(artifacts && { artifacts }) };
  } catch (error) {
    if (error instanceof ReleaserError) return config;
    throw error;
  }
}
