import type { Draft, Location, Rule } from "@releaser/core";
import { locate } from "./locate.ts";

/** What is known of a file of the work tree, and of a place in one. */
export interface Places {
  readonly read: (file: string) => string | undefined;
  readonly valueAt: (at: Location) => string | undefined;
}

/** The same rule with line, column and value in every place that it names by pointer. Only files with findings are read. */
export function withPlaces(rule: Rule, places: Places): Rule {
  return {
    ...rule,
    *check(input) {
      for (const draft of rule.check(input)) yield placed(draft, places);
    },
  };
}

function placed(draft: Draft, places: Places): Draft {
  const related = draft.related?.map((other) => ({ ...other, at: toPlace(other.at, places) }));
  return { ...draft, at: toPlace(draft.at, places), ...(related && { related }) };
}

function toPlace(at: Location, { read, valueAt }: Places): Location {
  const value = valueAt(at);
  return { ...at, ...toLine(at, read), ...(value !== undefined && { value }) };
}

function toLine({ file, line, pointer }: Location, read: Places["read"]): Partial<Location> {
  const text = line === undefined && pointer !== undefined ? read(file) : undefined;
  return text === undefined || pointer === undefined ? {} : (locate(file, text, pointer) ?? {});
}
