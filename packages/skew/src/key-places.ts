import { escapePointer } from "./json-pointer.ts";
import type { Place } from "./locate.ts";

const token =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|[A-Za-z_$][\w$]*|[{}[\](),:\n]/gu;

interface Container {
  /** JSON pointer of what it holds. */
  readonly pointer: string;
  /** The next element's index; undefined in an object. */
  index: number | undefined;
}

/**
 * Where the keys of object literals and the elements of arrays stand, by JSON pointer from the outermost literal. Reads JSON and
 * JavaScript alike; a value that a program computes has no place.
 */
export function keyPlaces(text: string): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  const open: Container[] = [];
  let [line, start, pointer] = [1, 0, ""];
  let last = { name: "", place: { line, column: 1 } };
  for (const { 0: found, index } of text.matchAll(token)) {
    const inside = open.at(-1);
    const place = { line, column: index - start + 1 };
    const add = (key: string, at: Place): void => void (places.has(key) || places.set(key, at));
    if (inside?.index !== undefined && isValue(found)) add(`${inside.pointer}/${inside.index}`, place);
    if (found === "{" || found === "[") {
      open.push({ pointer: inside ? memberOf(inside, pointer) : "", index: found === "[" ? 0 : undefined });
    } else if (found === "}" || found === "]") open.pop();
    else if (found === "," && inside?.index !== undefined) inside.index += 1;
    else if (found === ":" && inside && inside.index === undefined && last.name !== "") {
      pointer = `${inside.pointer}/${escapePointer(last.name)}`;
      add(pointer, last.place);
    }
    if (!/^\s|^\/[/*]/u.test(found)) last = { name: nameOf(found), place };
    const breaks = found.split("\n").length - 1;
    line += breaks;
    if (breaks > 0) start = index + found.lastIndexOf("\n") + 1;
  }
  return places;
}

/** Whether a token begins a value. */
function isValue(found: string): boolean {
  return /^["'`[{\w$]/u.test(found);
}

function memberOf({ pointer, index }: Container, key: string): string {
  return index === undefined ? key : `${pointer}/${index}`;
}

/** The key that a token may be; empty for punctuation. */
function nameOf(found: string): string {
  if (/^["'`]/u.test(found)) return found.slice(1, -1);
  return /^[\w$]/u.test(found) ? found : "";
}
