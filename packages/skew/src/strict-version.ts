import compare from "semver/functions/compare.js";
import valid from "semver/functions/valid.js";

/** Whether a text is semver to the letter, without build metadata. */
export function isStrict(version: string): boolean {
  return plain.test(version) || valid(version) === version;
}

/** The order of two strict versions, as semver has it. */
export function compareStrict(a: string, b: string): number {
  if (a.length > longest || b.length > longest || a.includes("-") || b.includes("-")) return compare(a, b);
  let [at, there] = [0, 0];
  while (at < a.length && there < b.length) {
    const [one, other] = [Number.parseInt(a.slice(at), 10), Number.parseInt(b.slice(there), 10)];
    if (one !== other) return one - other;
    [at, there] = [nextPart(a, at), nextPart(b, there)];
  }
  return 0;
}

/** Longer ones may have numbers that are not exact. */
const longest = 16;

function nextPart(version: string, from: number): number {
  const dot = version.indexOf(".", from);
  return dot === -1 ? version.length : dot + 1;
}

/** Most versions. There are thousands of tags, and semver's own pattern costs a millisecond for every thousand. */
const plain = /^(0|[1-9]\d{0,14})\.(0|[1-9]\d{0,14})\.(0|[1-9]\d{0,14})$/u;
