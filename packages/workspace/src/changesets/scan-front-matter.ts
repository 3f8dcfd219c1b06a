import type { ChangesetRelease } from "@releaser/core";

/** One line of front matter: its number from 1, the name and the bump. */
export interface ScannedRelease {
  readonly line: number;
  readonly name: string;
  readonly type: ChangesetRelease["type"];
}

const entry =
  /^(?:"([@a-z0-9~_][\w@./~+-]*)"|'([@a-z0-9~_][\w@./~+-]*)'|([a-z][a-z0-9]*(?:[-._/][a-z0-9]+)*)) *: +(["']?)(major|minor|none|patch)\4 *(?: #.*)?$/iu;
const idle = /^ *$|^#/u;
/** Words that YAML takes for something else than text. */
const words = /^(?:true|false|null)$/iu;

/**
 * Front matter in the form that nearly every changeset has: a line for each name, each name once. Undefined in any other
 * form, which a YAML reader has to judge. Says what that reader would, in a fraction of its time.
 */
export function scanFrontMatter(text: string): readonly ScannedRelease[] | undefined {
  const found: ScannedRelease[] = [];
  const names = new Set<string>();
  for (const [index, line] of text.split("\n").entries()) {
    if (idle.test(line)) continue;
    const [, double, single, bare, , type] = entry.exec(line) ?? [];
    const name = double ?? single ?? bare;
    const isText = name !== undefined && !(bare !== undefined && words.test(bare));
    if (!isText || !isBump(type) || names.has(name)) return undefined;
    names.add(name);
    found.push({ line: index + 1, name, type });
  }
  return found;
}

function isBump(text: string | undefined): text is ChangesetRelease["type"] {
  return text === "major" || text === "minor" || text === "none" || text === "patch";
}
