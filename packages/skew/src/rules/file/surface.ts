import { defineRule, type Draft, type Rule, type RuleInput } from "@releaser/core";
import semver from "semver";
import {
  agrees,
  findVersions,
  parseSurfaces,
  placeOf,
  rewritten,
  type StatedVersion,
  type Surface,
} from "../../surfaces.ts";
import { packagesByName } from "../../versioned.ts";

/** A version that a person wrote into a file: an installation line, a badge, a constant. Which ones there are only the configuration knows. */
export const surface: Rule = defineRule({
  id: "file/surface",
  title: "each configured place in a file states its version",
  level: "error",
  scope: "tree",
  options: {
    surfaces: {
      type: "array",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["file", "pattern"],
        properties: {
          file: { type: "string", minLength: 1 },
          pattern: { type: "string", minLength: 1 },
          class: { enum: ["equal", "atMost"] },
          package: { type: "string", minLength: 1 },
        },
      },
    },
  },
  *check(input) {
    for (const given of parseSurfaces(input.options?.["surfaces"])) yield* judge(input, given);
  },
});

function* judge({ workspace, read }: RuleInput, given: Surface): Iterable<Draft> {
  const named = given.package === undefined ? workspace.train : packagesByName(workspace).get(given.package);
  const version = semver.valid(named?.version ?? "") ?? undefined;
  const text = read?.(given.file);
  const places = text === undefined ? undefined : findVersions(text, given.pattern);
  const reason = whyUnusable(given, { version, text, places });
  if (reason !== undefined) yield unusable(given, reason);
  if (version === undefined || text === undefined || places === undefined) return;
  const wrong = places.filter(({ stated }) => !agrees(given, stated, version));
  if (wrong.length > 0) yield toDraft(given, { text, version, wrong });
}

interface Looked {
  readonly version: string | undefined;
  readonly text: string | undefined;
  readonly places: readonly StatedVersion[] | undefined;
}

function whyUnusable(given: Surface, { version, text, places }: Looked): string | undefined {
  if (version === undefined) return `${given.package ?? "the train"} has no version to compare with`;
  if (text === undefined) return "there is no such file";
  if (places === undefined) return `${given.pattern} is no regular expression with a group for the version`;
  return places.length === 0 ? `nothing in it matches ${given.pattern}` : undefined;
}

function unusable({ file }: Surface, reason: string): Draft {
  return {
    at: { file },
    message: `${file} is configured as a place that states a version, but ${reason}`,
    hint: "correct `file/surface` in the configuration",
  };
}

interface Wrong {
  readonly text: string;
  readonly version: string;
  readonly wrong: readonly StatedVersion[];
}

function toDraft({ file, package: name }: Surface, { text, version, wrong }: Wrong): Draft {
  const [first, ...others] = wrong.map(({ stated, start }) => ({ at: { file, ...placeOf(text, start) }, stated }));
  return {
    at: first?.at ?? { file },
    message: `${file} states ${first?.stated}, ${name ?? "the train"} is ${version}`,
    hint: `write ${version} in ${file}`,
    related: others.map(({ at, stated }) => ({ at, message: `states ${stated}` })),
    fix: { safety: "safe", edits: [{ file, pointer: "", value: rewritten(text, wrong, version) }] },
  };
}
