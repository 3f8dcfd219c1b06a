const token =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|[A-Za-z_$][\w$]*|[{}[\](),:\n]/gu;

interface Container {
  /** JSON pointer of what it holds. */
  readonly pointer: string;
  /** The next element's index; undefined in an object. */
  index: number | undefined;
}

/**
 * The lines, counted from 1, on which the keys of object literals are stated, by JSON pointer from the outermost object.
 * Reads JSON and JavaScript alike; a value that a program computes has no line.
 */
export function keyLines(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  const open: Container[] = [];
  let [line, last, pointer] = [1, "", ""];
  for (const [found] of text.matchAll(token)) {
    const inside = open.at(-1);
    if (found === "{" || found === "[") {
      open.push({ pointer: inside ? memberOf(inside, pointer) : "", index: found === "[" ? 0 : undefined });
    } else if (found === "}" || found === "]") open.pop();
    else if (found === "," && inside?.index !== undefined) inside.index += 1;
    else if (found === ":" && inside && inside.index === undefined && last !== "") {
      pointer = `${inside.pointer}/${escaped(last)}`;
      if (!lines.has(pointer)) lines.set(pointer, line);
    }
    if (!/^\s|^\/[/*]/u.test(found)) last = nameOf(found);
    line += found.split("\n").length - 1;
  }
  return lines;
}

function memberOf({ pointer, index }: Container, key: string): string {
  return index === undefined ? key : `${pointer}/${index}`;
}

/** The key that a token may be; empty for punctuation. */
function nameOf(found: string): string {
  if (/^["'`]/u.test(found)) return found.slice(1, -1);
  return /^[\w$]/u.test(found) ? found : "";
}

function escaped(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}
