import { readFileSync } from "node:fs";
import { join } from "node:path";
import { failures } from "../failures.ts";
import type { Config } from "./config.ts";
import { parseStated, type Stated } from "./parse-stated.ts";
import { findConfig, type FoundConfig, parseConfig } from "./read-config.ts";

/** What says where a release is and whom to trust: without these nothing can be looked at. */
const needed: ReadonlySet<string> = new Set<"default" | keyof Config>([
  "allowedSigners",
  "artifacts",
  "branch",
  "default",
  "page",
  "remote",
  "remoteTimeout",
  "signing",
  "smoke",
  "train",
]);

export interface ReadStatedOptions {
  /** Told what is not known, where that is not needed. */
  readonly notice: (text: string) => void;
  /** Whether all of it is needed, as for what changes anything; otherwise what is needed to look at a release. */
  readonly whole?: boolean;
}

/**
 * The configuration of a repository as far as it is stated in plain values; nothing of the repository is run. Throws
 * `E_CONFIG_INVALID`, and `E_CONFIG_CODE` where what is needed would have to be run.
 */
export function readStatedConfig(root: string, { notice, whole = false }: ReadStatedOptions): FoundConfig {
  const file = findConfig(root);
  if (file === undefined) return { config: {}, file };
  const { text, document, computed } = statedOf(root, file);
  const missed = computed.filter((key) => whole || needed.has(key));
  if (missed.length > 0) throw failures.E_CONFIG_CODE({ file, keys: missed, whole });
  if (computed.length > 0) notice(`${file} is not run, so this is not known: ${computed.join(", ")}`);
  return { config: parseConfig(document, file, text), file };
}

/** What a configuration file states. Throws `E_CONFIG_INVALID` where it is none. */
export function statedOf(root: string, file: string): StatedFile {
  const text = readFileSync(join(root, file), "utf8");
  return { text, ...parse(file, text) };
}

interface StatedFile extends Omit<Stated, "document"> {
  readonly document: unknown;
  readonly text: string;
}

function parse(file: string, text: string): Omit<StatedFile, "text"> {
  try {
    return file.endsWith(".json") ? { document: JSON.parse(text) as unknown, computed: [] } : parseStated(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw failures.E_CONFIG_INVALID({ file, problems: [error.message] }, { cause: error });
  }
}
