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
  const at = (location: Location): Location => toPlace(location, read(location.file));
  const related = draft.related?.map((other) => ({ ...other, at: at(other.at) }));
  return { ...draft, at: at(draft.at), ...(related && { related }) };
}

function toPlace(location: Location, text: string | undefined): Location {
  if (location.line !== undefined || location.pointer === undefined || text === undefined) return location;
  return { ...location, ...locate(location.file, text, location.pointer) };
}
