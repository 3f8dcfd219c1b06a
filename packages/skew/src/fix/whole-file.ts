import { diffLines } from "diff";
import type { Change, Edited } from "./change.ts";

/**
 * A new text of a whole file as the changes that lead to it: line by line, and within a line from the first character that
 * differs to the last. So two fixes of one file stand side by side as long as they mean different places.
 */
export function wholeFile(before: string, after: string): Edited {
  const changes: Change[] = [];
  let at = 0;
  let removed = "";
  // The empty part at the end closes what was still open.
  for (const { value, added, removed: gone } of [
    ...diffLines(before, after),
    { value: "", added: false, removed: false },
  ]) {
    if (gone) {
      removed = value;
      continue;
    }
    if (added || removed !== "") changes.push(...between(removed, added ? value : "", at));
    at += removed.length + (added ? 0 : value.length);
    removed = "";
  }
  return { changes, was: undefined, at: 0 };
}

/** Lines that are replaced by as many are compared one by one. */
function between(before: string, after: string, at: number): readonly Change[] {
  const [old, now] = [toLines(before), toLines(after)];
  if (old.length !== now.length) return [{ start: at, end: at + before.length, text: after }];
  let start = at;
  return old.flatMap((line, index) => {
    const change = trimmed(line, now[index] ?? "", start);
    start += line.length;
    return change === undefined ? [] : [change];
  });
}

function toLines(text: string): readonly string[] {
  return text.split(/(?<=\n)/u);
}

function trimmed(before: string, after: string, at: number): Change | undefined {
  if (before === after) return undefined;
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  return { start: at + head, end: at + before.length - tail, text: after.slice(head, after.length - tail) };
}
