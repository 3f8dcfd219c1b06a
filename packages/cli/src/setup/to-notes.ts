import { parse } from "jsonc-parser";
import { isRecord } from "@releaser/core";
import type { SetupChoices } from "./choices.ts";
import { setupFiles, type SetupFacts } from "./facts.ts";

/** What a set-up leaves as it is, and people may want otherwise. */
export function toNotes(facts: SetupFacts, choices: SetupChoices): readonly string[] {
  return [
    ...noteOf(facts.configFile === undefined && choices.page === "none", [
      "without a release page nothing goes outward; rehearsals do",
    ]),
    ...noteOf(facts.signer === undefined && !facts.texts.has(setupFiles.signers), [
      "git knows no SSH key to sign with: `releaser doctor` tells how to set one up",
    ]),
    ...noteOf(losesSkew(facts.texts.get(setupFiles.nx)), [
      'nx.json: put "..." first in targetDefaults.build.dependsOn, or skew is not looked for before builds',
    ]),
  ];
}

function noteOf(holds: boolean, note: readonly string[]): readonly string[] {
  return holds ? note : [];
}

/** Whether the defaults of a repository take the place of what plugins infer for `build`. */
function losesSkew(text: string | undefined): boolean {
  const config: unknown = text === undefined ? undefined : parse(text);
  const defaults = isRecord(config) ? config["targetDefaults"] : undefined;
  const build = isRecord(defaults) ? defaults["build"] : undefined;
  const dependsOn = isRecord(build) ? build["dependsOn"] : undefined;
  return Array.isArray(dependsOn) && !dependsOn.includes("...");
}
