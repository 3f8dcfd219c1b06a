/** A line of Markdown that opens a block of code, with what stands behind its mark. */
export const fenceLine: RegExp = /^\s*(?:(?<ticks>`{3,})(?<info>[^`]*)|(?<tildes>~{3,})(?<words>.*))$/u;

/** Whether a line opens a fenced block of code. */
export function isFence(line: string): boolean {
  return fenceLine.test(line);
}
