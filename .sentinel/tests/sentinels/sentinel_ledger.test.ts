// DecisionRef: D-0003
import { expect, test } from "vitest";
import { readText, trackedFiles } from "../repository.ts";

const ledger = readText(".sentinel/DECISIONS.md") ?? "";
const fields = ["ID", "Date", "Author", "Scope", "Decision", "Rationale", "Outputs", "Supersedes"];
const entries = ledger
  .split(/\n{2,}/u)
  .filter((paragraph) => paragraph.startsWith("ID: "))
  .map((paragraph) => paragraph.trim().split("\n"));
const ids = entries.map(([first = ""]) => first.slice("ID: ".length));

test("every entry has every field, in order", () => {
  expect(entries.map((lines) => lines.map((line) => line.split(":")[0]))).toEqual(entries.map(() => fields));
});

test("ids ascend without a gap, and the next one is free", () => {
  const numbered = entries.map((_, index) => `D-${String(index + 1).padStart(4, "0")}`);
  expect(ids).toEqual(numbered);
  expect(/^## NEXT_ID\s+(D-\d{4})$/mu.exec(ledger)?.[1]).toBe(`D-${String(entries.length + 1).padStart(4, "0")}`);
});

test("what an entry puts out exists", () => {
  const outputs = entries.flatMap((lines) => lines.filter((line) => line.startsWith("Outputs: ")));
  const paths = outputs.flatMap((line) => line.slice("Outputs: ".length).split(/[,;]\s*/u));
  const tracked = trackedFiles();
  expect(paths.filter((path) => !tracked.some((file) => file === path || file.startsWith(`${path}/`)))).toEqual([]);
});

test("each decision that a changeset, a sentinel or a contract refers to is in the ledger", () => {
  const files = trackedFiles().filter((file) =>
    /^(?:\.changeset\/.*\.md|\.sentinel\/(?:contracts|tests)\/[^/]*(?:\/[^/]*)?\.(?:yaml|ts|mjs))$/u.test(file),
  );
  const named = files.flatMap((file) =>
    [...(readText(file) ?? "").matchAll(/^\W*(?:.*\bDecision=|DecisionRef: |Decision-ID: )(D-\d+)/gmu)].map(
      ([, id = ""]) => ({ file, id }),
    ),
  );
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter(({ id }) => !ids.includes(id))).toEqual([]);
});

test("each sentinel refers to the decision that it guards", () => {
  const sentinels = trackedFiles().filter((file) => /\/sentinel_[a-z_]+\.test\.ts$/u.test(file));
  expect(sentinels.filter((file) => !/^\/\/ DecisionRef: D-\d{4}$/mu.test(readText(file) ?? ""))).toEqual([]);
});
