const name = /^(?:@[A-Za-z0-9_-][A-Za-z0-9._-]*\/)?[A-Za-z0-9_][A-Za-z0-9._/-]*(?:@[A-Za-z0-9][A-Za-z0-9.-]*)?$/u;
const forbidden = /\.\.|\/\/|\/\.|\.(?:$|\/)|\.lock(?:$|\/)|\/$/u;

/**
 * Why a text is no tag of ours; undefined where it is one. Ours are `v1.4.0`, `name@1.4.0`, `@scope/name@1.4.0`,
 * `rollback/v1.4.0-1`: ASCII letters, digits, `. _ - / @`, no leading dash, no build metadata. Git's own rule admits `$(id)`.
 */
export function checkTagName(tag: string): string | undefined {
  if (tag.length > 244) return "its name is longer than 244 characters";
  if (!name.test(tag)) return "its name has characters or a form that no tag of a release has";
  return forbidden.test(tag) ? "its name has a part that git or a file system reads otherwise" : undefined;
}
