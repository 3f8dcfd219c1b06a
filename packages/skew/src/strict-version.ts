import compare from "semver/functions/compare.js";
import valid from "semver/functions/valid.js";

/** Whether a text is semver to the letter, without build metadata. */
export function isStrict(version: string): boolean {
  return plain.test(version) || valid(version) === version;
}

/** The order of two strict versions, as semver has it. */
export function compareStrict(a: string, b: string): number {
  const [one, other] = [plain.exec(a), plain.exec(b)];
  if (one === null || other === null) return compare(a, b);
  return Number(one[1]) - Number(other[1]) || Number(one[2]) - Number(other[2]) || Number(one[3]) - Number(other[3]);
}

/** Most versions. There are thousands of tags, and semver's own pattern costs a millisecond for every thousand. */
const plain = /^(0|[1-9]\d{0,14})\.(0|[1-9]\d{0,14})\.(0|[1-9]\d{0,14})$/u;
