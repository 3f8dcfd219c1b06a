import type { SetupChoices } from "./choices.ts";
import { toCommands } from "./commands.ts";
import type { SetupFacts } from "./facts.ts";
import { changesetsConfig } from "./parts/changesets-config.ts";
import { ignored } from "./parts/ignored.ts";
import { nxPlugin } from "./parts/nx-plugin.ts";
import { releaserConfig } from "./parts/releaser-config.ts";
import { scripts } from "./parts/scripts.ts";
import { sentinelVersion } from "./parts/sentinel-version.ts";
import { trustedSigner } from "./parts/trusted-signer.ts";
import type { Setup, SetupPart } from "./setup.ts";
import { toNotes } from "./to-notes.ts";

/** What a set-up consists of. */
const parts: readonly SetupPart[] = [
  changesetsConfig,
  releaserConfig,
  scripts,
  ignored,
  sentinelVersion,
  nxPlugin,
  trustedSigner,
];

/** What would set a repository up, as it is chosen: files with their texts, commands, and what people are to know. Pure. */
export function toSetup(facts: SetupFacts, choices: SetupChoices): Setup {
  const changes = parts.flatMap((part) => part(facts, choices) ?? []).toSorted(byFile);
  return { changes, commands: toCommands(facts, changes), notes: toNotes(facts, choices) };
}

/** The order in which files are shown. */
export function byFile(a: { readonly file: string }, b: { readonly file: string }): number {
  return a.file < b.file ? -1 : 1;
}
