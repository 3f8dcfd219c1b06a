const marks = /(?:(?:^|\n\n)<!-- releaser: told [A-Z0-9_]+ -->)+$/u;

/** The text of a page's body, and the names of those that the marks at its end say were told of the release. */
export function splitTold(body: string): { readonly text: string; readonly told: readonly string[] } {
  const [found = ""] = marks.exec(body) ?? [];
  const told = [...found.matchAll(/told ([A-Z0-9_]+) -->/gu)].map(([, name = ""]) => name);
  return { text: body.slice(0, body.length - found.length), told };
}

/** A body with such marks at its end, where nobody sees them. */
export function withTold(text: string, told: readonly string[]): string {
  return told.reduce((body, name) => `${body}${body === "" ? "" : "\n\n"}<!-- releaser: told ${name} -->`, text);
}
