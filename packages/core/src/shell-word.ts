/** A word as a shell takes it for one, whatever is in it. */
export function shellWord(word: string): string {
  return /^[\w@/.+~-]+$/u.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
