import { type Draft, type Location, nearest } from "@releaser/core";
import { toMatches } from "../../exemptions.ts";
import { escapePointer } from "../../json-pointer.ts";
import { defineSettingsRule, type Settings, type SettingsRule } from "../../settings-rule.ts";

/** A setting for a rule that nobody runs has no effect, and whoever wrote it believes in it. */
export const configUnknownRule: SettingsRule = defineSettingsRule({
  id: "meta/config-unknown-rule",
  title: "every rule and option that the configuration names exists",
  level: "error",
  *checkSettings(settings) {
    const byRule = Map.groupBy(unknownNames(settings), ({ name }) => name);
    for (const [name, named] of byRule) yield toRuleDraft(settings, name, named);
    yield* unknownOptions(settings);
    yield* unknownEntries(settings);
  },
});

interface Named {
  readonly name: string;
  readonly at: Location;
}

function unknownNames({ configFile: file, levels, options, exemptions, known }: Settings): readonly Named[] {
  const ids = known.map(({ id }) => id);
  const configured = [...new Set([...Object.keys(levels), ...Object.keys(options)])].map((name) => ({
    name,
    at: { file, pointer: toPointer(name) },
  }));
  const exempted = exemptions.flatMap(({ at, rules = [] }) =>
    rules.map((name, index) => ({ name, at: { ...at, pointer: `${at.pointer ?? ""}/rules/${index}` } })),
  );
  return [
    ...configured.filter(({ name }) => !ids.includes(name)),
    ...exempted.filter(({ name }) => !ids.some(toMatches(name))),
  ];
}

function toRuleDraft({ configFile, known }: Settings, name: string, [first, ...others]: readonly Named[]): Draft {
  const near = nearest(
    name,
    known.map(({ id }) => id),
  );
  return {
    at: first?.at ?? { file: configFile },
    message: `${configFile} names the rule ${name}, which does not exist${near === undefined ? "" : `; the nearest name is ${near}`}`,
    hint: toHint(configFile, near),
    ...(others.length > 0 && { related: others.map(({ at }) => ({ at, message: `names ${name} too` })) }),
  };
}

function* unknownOptions({ configFile: file, options, known }: Settings): Iterable<Draft> {
  for (const rule of known) {
    const taken = Object.keys(rule.options ?? {});
    const given = Object.keys(options[rule.id] ?? {});
    for (const name of given.filter((key) => !taken.includes(key))) {
      const near = nearest(name, taken) ?? (taken.length === 1 ? taken[0] : undefined);
      const takes =
        taken.length === 0
          ? "it takes none"
          : near === undefined
            ? `it takes ${taken.join(", ")}`
            : `the nearest name is ${near}`;
      yield {
        at: { file, pointer: `${toPointer(rule.id)}/${escapePointer(name)}` },
        message: `${rule.id} has no option ${name}; ${takes}`,
        hint: toHint(file, near),
      };
    }
  }
}

/** Written by another Releaser, which had the rule: nothing is found for such an entry, so it is in nobody's way. */
function* unknownEntries({ baseline, known }: Settings): Iterable<Draft> {
  const ids = new Set(known.map(({ id }) => id));
  const entries = (baseline?.entries ?? []).map(({ rule }, index) => ({ rule, index }));
  const byRule = Map.groupBy(
    entries.filter(({ rule }) => !ids.has(rule)),
    ({ rule }) => rule,
  );
  for (const [rule, [first]] of byRule) {
    yield {
      at: { file: baseline?.file ?? "", pointer: `/findings/${first?.index ?? 0}` },
      message: `the baseline has findings of the rule ${rule}, which does not exist`,
      hint: "`releaser skew --write-baseline` drops them",
      level: "warning",
    };
  }
}

function toHint(file: string, near: string | undefined): string {
  return near === undefined ? `take it out of ${file}` : `in ${file} write "${near}"`;
}

function toPointer(rule: string): string {
  return `/skew/rules/${escapePointer(rule)}`;
}
