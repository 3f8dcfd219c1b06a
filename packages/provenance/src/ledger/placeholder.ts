const placeholder = /^(?:D-(?:#+|X+|x+|N+)|<[^>]*>|TBD|TODO|none|-+)?$/u;

/** Whether a text stands for an id that is still to be given: `D-####`, `D-XXXX`, `<id>`, `TBD`, or nothing. */
export function isPlaceholder(text: string): boolean {
  return placeholder.test(text);
}
