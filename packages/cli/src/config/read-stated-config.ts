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

/**
 * The configuration of a repository as far as it is stated in plain values; nothing of the repository is run. Throws
 * `E_CONFIG_INVALID`, and `E_CONFIG_CODE` where what is needed to look at a release would have to be run.
 */
export function readStatedConfig(root: string, notice: (text: string) => void): FoundConfig {
  const file = findConfig(root);
  if (file === undefined) return { config: {}, file };
  const text = readFileSync(join(root, file), "utf8");
  const { document, computed } = parse(file, text);
  const missed = computed.filter((key) => needed.has(key));
  if (missed.length > 0) throw failures.E_CONFIG_CODE({ file, keys: missed });
  if (computed.length > 0) notice(`${file} is not run, so this is not known: ${computed.join(", ")}`);
  return { config: parseConfig(document, file, text), file };
}

function parse(file: string, text: string): Omit<Stated, "document"> & { readonly document: unknown } {
  try {
    return file.endsWith(".json") ? { document: JSON.parse(text) as unknown, computed: [] } : parseStated(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw failures.E_CONFIG_INVALID({ file, problems: [error.message] }, { cause: error });
  }
}
