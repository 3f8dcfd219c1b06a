import Range from "semver/classes/range.js";
import SemVer from "semver/classes/semver.js";
import valid from "semver/functions/valid.js";
import intersects from "semver/ranges/intersects.js";
import validRange from "semver/ranges/valid.js";

const loose = { includePrerelease: true };
const most = 20_000;
const ranges = new Map<string, Range | undefined>();
const versions = new Map<string, SemVer | undefined>();

/**
 * Whether a version satisfies a range, prereleases included as package managers take them inside a workspace: `^1.0.0`
 * admits 1.5.0-beta.0, but not 2.0.0-beta.0. What is no version or no range is not judged here and counts as admitted.
 */
export function admits(range: string, version: string): boolean {
  if (range === "*") return true;
  const [known, of] = [toRange(range), toVersion(version)];
  return known === undefined || of === undefined || known.test(of);
}

/** The text of a dependency with its range raised to a version: prefix and operator stay, a range that is no single comparator becomes `^`. */
export function raise(written: string, range: string, version: string): string {
  const prefix = written.endsWith(range) ? written.slice(0, written.length - range.length) : "";
  return `${prefix}${operatorOf(range.trim())}${version}`;
}

function operatorOf(range: string): string {
  const [, operator = "", rest = ""] = /^(\^|~|>=|=)?\s*(\S+)$/u.exec(range) ?? [];
  return valid(rest) === null ? "^" : operator;
}

/** Whether a version satisfies both ranges, prereleases included. What is no range meets everything. */
export function meet(a: string, b: string): boolean {
  const [one, other] = [toRange(a), toRange(b)];
  return one === undefined || other === undefined || one === other || intersects(one, other, loose);
}

/** A workspace asks for few ranges many times, so each is parsed once. */
function toRange(text: string): Range | undefined {
  return remembered(ranges, text, () => (validRange(text) === null ? undefined : new Range(text, loose)));
}

function toVersion(text: string): SemVer | undefined {
  return remembered(versions, text, () => (valid(text) === null ? undefined : new SemVer(text)));
}

function remembered<Value>(known: Map<string, Value>, text: string, parse: () => Value): Value {
  const found = known.get(text);
  if (found !== undefined || known.has(text)) return found as Value;
  const value = parse();
  if (known.size < most) known.set(text, value);
  return value;
}
