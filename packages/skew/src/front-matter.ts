/** The YAML at the head of a Markdown file. */
export interface FrontMatter {
  readonly yaml: string;
  /** Where it begins in the file. */
  readonly start: number;
}

/** What stands between the first line of dashes and the next; undefined where the file begins with something else. */
export function frontMatterOf(text: string): FrontMatter | undefined {
  const [, open, yaml] = /^(\uFEFF?---[ \t]*\r?\n)([\s\S]*?\n)---/u.exec(text) ?? [];
  return open === undefined || yaml === undefined ? undefined : { yaml, start: open.length };
}
