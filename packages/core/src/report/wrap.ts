/** What is not broken: a quoted pair of key and value, a command in backticks, any other run without spaces. */
const pieces = /(?:`[^`]*`|"[^"]*"(?:: "[^"]*")?|\S)+/gu;

/** A line as lines of at most `width` characters, broken at spaces; a piece that is longer stays whole, so that paths can be opened and commands copied. */
export function wrap(text: string, width: number): readonly string[] {
  return (text.match(pieces) ?? []).reduce<string[]>((lines, piece) => {
    const last = lines.at(-1);
    const fits = last !== undefined && last.length + 1 + piece.length <= width;
    if (fits) lines[lines.length - 1] = `${last} ${piece}`;
    else lines.push(piece);
    return lines;
  }, []);
}
