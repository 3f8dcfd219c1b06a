/** A line of Markdown that opens a block of code, with what stands behind its mark. */
export const fenceLine: RegExp = /^\s*(?:(?<ticks>`{3,})(?<info>[^`]*)|(?<tildes>~{3,})(?<words>.*))$/u;

/** Whether a line opens a fenced block of code. */
export function isFence(line: string): boolean {
  return fenceLine.test(line);
}

/** A text of several lines as a block of code, which ends where the text does, whatever it holds. */
export function toFenced(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/gu) ?? []).map((run) => run.length));
  const mark = "`".repeat(longest + 1);
  return `${mark}text\n${text}\n${mark}`;
}
