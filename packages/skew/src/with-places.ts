import type { Draft, Location, Rule } from "@releaser/core";
import { locate } from "./locate.ts";

/** The same rule with line and column in every place that it names by pointer. Only files with findings are read. */
export function withPlaces(rule: Rule, read: (file: string) => string | undefined): Rule {
  return {
    ...rule,
    *check(input) {
      for (const draft of rule.check(input)) yield placed(draft, read);
    },
  };
}

function placed(draft: Draft, read: (file: string) => string | undefined): Draft {
  const at = (location: Location): Location => toPlace(location, read);
  const related = draft.related?.map((other) => ({ ...other, at: at(other.at) }));
  return { ...draft, at: at(draft.at), ...(related && { related }) };
}

function toPlace(location: Location, read: (file: string) => string | undefined): Location {
  const { file, line, pointer } = location;
  if (line !== undefined || pointer === undefined) return location;
  const text = read(file);
  return text === undefined ? location : { ...location, ...locate(file, text, pointer) };
}
