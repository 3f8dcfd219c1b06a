// DecisionRef: D-0002
import { expect, test } from "vitest";
import { filesBelow, packageDirs, readText } from "../repository.ts";

const key = /^ {2}(E_[A-Z0-9_]+):/gmu;

function catalogued(): readonly string[] {
  const files = packageDirs().flatMap((dir) => [`${dir}/src/failures.ts`, ...filesBelow(`${dir}/src/failures`, ".ts")]);
  const codes = files.flatMap((file) => [...(readText(file) ?? "").matchAll(key)].map(([, code = ""]) => code));
  return [...new Set(codes)].toSorted();
}

function paged(): readonly string[] {
  return filesBelow("docs/failures", ".md")
    .map((file) => file.slice("docs/failures/".length, -".md".length))
    .filter((name) => name.startsWith("E_"));
}

test("each failure that a package can report has a page, and no page is left over", () => {
  const codes = catalogued();
  expect(codes).toContain("E_BASELINE_INVALID");
  expect({
    lacking: codes.filter((code) => !paged().includes(code)),
    over: paged().filter((code) => !codes.includes(code)),
  }).toEqual({
    lacking: [],
    over: [],
  });
});

test("each page bears its code as its title", () => {
  expect(
    paged().filter((code) => readText(`docs/failures/${code}.md`)?.split("\n")[0]?.includes(code) !== true),
  ).toEqual([]);
});
