import { byCodeUnit, checkArtifactName, collisions } from "../tarball/artifact-name.ts";

/** What is wrong with a line of a checksum file, which is counted from 1. */
export interface LineProblem {
  readonly line: number;
  readonly message: string;
}

/** What is wrong with the lines below so many headers: each in itself, and all of them in their order. */
export function checkChecksumLines(lines: readonly string[], headers: number): readonly LineProblem[] {
  const files = lines.slice(headers, lines.at(-1) === "" ? -1 : undefined);
  const first = headers + 1;
  return [
    ...files.flatMap((line, index) => checkFileLine(line).map((message) => ({ line: first + index, message }))),
    ...checkOrder(files.map((line) => line.slice(66))).map(({ line, message }) => ({ line: first + line, message })),
    ...(files.length === 0 ? [{ line: lines.length, message: "no artifact is listed" }] : []),
    ...(lines.at(-1) === "" ? [] : [{ line: lines.length, message: "the last line has no newline" }]),
  ];
}

function checkFileLine(line: string): readonly string[] {
  if (line.includes("\r")) return ["has a carriage return"];
  if (line.startsWith("#")) return ["is a header that is unknown or out of place"];
  if (line.trim() === "") return ["is empty"];
  const [, hash, gap = "", name = ""] = /^(\S+)( +\*?)(.*)$/u.exec(line) ?? [];
  if (hash === undefined) return ["is no checksum line"];
  return [
    ...checkHash(hash),
    ...(gap === "  " ? [] : ["has no two spaces between hash and name"]),
    ...(/\s$/u.test(name)
      ? ["has white space at its end"]
      : [checkArtifactName(name)].filter((problem) => problem !== undefined)),
  ];
}

const otherAlgorithms: ReadonlyMap<number, string> = new Map([
  [32, "MD5"],
  [40, "SHA-1"],
  [96, "SHA-384"],
  [128, "SHA-512"],
]);

function checkHash(hash: string): readonly string[] {
  if (!/^[0-9A-Fa-f]+$/u.test(hash)) return ["has a hash that is not hex"];
  const other = otherAlgorithms.get(hash.length);
  if (other !== undefined) return [`has ${other} and not SHA-256`];
  if (hash.length !== 64) return [`has a hash of ${hash.length} digits and not 64`];
  return hash === hash.toLowerCase() ? [] : ["has a hash in upper case"];
}

function checkOrder(names: readonly string[]): readonly LineProblem[] {
  const unsorted = names.findIndex((name, index) => index > 0 && byCodeUnit(names[index - 1] ?? "", name) > 0);
  return [
    ...collisions(names).map(({ index, earlier }) => ({ line: index, message: `names ${earlier} a second time` })),
    ...(unsorted < 0 ? [] : [{ line: unsorted, message: "is not in the order of names" }]),
  ];
}
