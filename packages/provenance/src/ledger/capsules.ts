import { isCapsuleId } from "@releaser/core";
import { type JudgedProblem, judged, type PlacedEntry } from "./check-ledgers.ts";

/** What the title of a capsule's file states, by the capsule's folder; undefined where no such file or title is there. */
export type CapsuleTitles = ReadonlyMap<string, string | undefined>;

/** The folders of the capsules that entries name, by id or by path. Each is one plain name, never a path. */
export function namedCapsules(entries: readonly PlacedEntry[]): ReadonlySet<string> {
  return new Set(entries.flatMap((entry) => namesOf(entry).flatMap(({ slug }) => (slug === undefined ? [] : [slug]))));
}

/** Capsules that decisions name and that are none: an id of another form, no such file, a file that states another id. */
export function checkCapsules(entries: readonly PlacedEntry[], titles: CapsuleTitles): readonly JudgedProblem[] {
  return entries.flatMap((entry) =>
    namesOf(entry).flatMap((name) => {
      const problem = problemOf(name, titles);
      if (problem === undefined) return [];
      const { kind, message, repair } = problem;
      return [judged({ kind, line: entry.line, message: `${entry.id} names ${message}`, repair }, entry.place)];
    }),
  );
}

/** The id in the title `# Capsule <slug>@<8 hex>` of a capsule's file. */
export function parseCapsuleTitle(text: string): string | undefined {
  const id = /^# +Capsule +(\S+)[ \t]*\r?$/mu.exec(text)?.[1] ?? "";
  return isCapsuleId(id) ? id : undefined;
}

interface Name {
  readonly text: string;
  readonly slug: string | undefined;
  /** Undefined where a path names it, which says nothing of the title. */
  readonly id?: string;
}

const idAfterWord = /\bcapsules?:?[ \t]+`?([^\s`,;()]+@[0-9a-f]{8})(?![\w-])/giu;
const pathOf = /(?<![\w/.-])\.specify\/specs\/([a-z0-9][\w-]{0,99})\/capsule\.md\b/gu;

/** An id counts after the word capsule: `lodash@20240101` is none. */
function namesOf({ decision = "", outputs = "", rationale = "", scope = "" }: PlacedEntry): readonly Name[] {
  const text = [scope, decision, rationale, outputs].join("\n");
  return [
    ...[...text.matchAll(idAfterWord)].map(([, id = ""]) => ({
      text: id,
      id,
      slug: isCapsuleId(id) ? id.slice(0, id.indexOf("@")) : undefined,
    })),
    ...[...text.matchAll(pathOf)].map(([path, slug = ""]) => ({ text: path, slug })),
  ];
}

function problemOf(
  { text, slug, id }: Name,
  titles: CapsuleTitles,
): Pick<JudgedProblem, "kind" | "message" | "repair"> | undefined {
  if (slug === undefined) {
    return {
      kind: "capsule-id",
      message: `${JSON.stringify(text)} as a capsule, which is no capsule's id`,
      repair: "write the folder's name below .specify/specs, @ and eight hexadecimal digits",
    };
  }
  const title = titles.get(slug);
  const file = `.specify/specs/${slug}/capsule.md`;
  if (title === undefined) {
    return {
      kind: "capsule",
      message: `the capsule ${text}, and ${file} with a title "# Capsule ${slug}@…" is not there`,
      repair: "mend the name, or leave it where the capsule was removed since",
    };
  }
  if (id === undefined || id === title) return undefined;
  return {
    kind: "capsule",
    message: `the capsule ${id}, and ${file} states ${title}`,
    repair: "mend the name, or leave it where the capsule was made anew since",
  };
}
