/** A heading of the second level with all below it, up to the next one; undefined where the page has none of that name. */
export function sectionOf(page: string, heading: string): string | undefined {
  const start = page.indexOf(`\n## ${heading}\n`);
  if (start < 0) return undefined;
  const next = page.indexOf("\n## ", start + 4);
  return page.slice(start + 1, next < 0 ? undefined : next + 1);
}

/** The page with a section in the place of the one of its name, or before another heading where it has none. */
export function withSection(page: string, section: string, before: string): string {
  const [, heading = ""] = /^## (.+)\n/u.exec(section) ?? [];
  const old = sectionOf(page, heading);
  if (old !== undefined) return page.replace(old, () => section);
  return page.replace(`\n## ${before}\n`, (found) => `\n${section}${found.slice(1)}`);
}
