import { describe, expect, test } from "vitest";
import { allEntries, checkCapsules, checkLedgers, namedCapsules, parseLedger } from "../src/index.ts";

const entry = (id: string, more = ""): string => `ID: ${id}\nDate: 2026-01-01\nDecision: x\nOutputs: y\n${more}\n`;
const ledger = (next: string, ...entries: readonly string[]): string => `## NEXT_ID\n${next}\n\n${entries.join("")}`;
const found = (text: string, archive?: string): readonly string[] =>
  checkLedgers({ ledger: parseLedger(text), archive: archive === undefined ? undefined : parseLedger(archive) }).map(
    ({ kind, level, place, line }) => `${level} ${kind} ${place}:${line}`,
  );

test("a sound ledger has no problem", () => {
  expect(found(ledger("D-0003", entry("D-0001"), entry("D-0002", "Supersedes: D-0001\n")))).toEqual([]);
});

test("an id that was given and has no entry is a gap: the first ones, and the last before NEXT_ID", () => {
  expect(found(ledger("D-0004", entry("D-0002")))).toEqual(["warning gap ledger:2", "warning gap ledger:4"]);
  expect(found(ledger("D-0001"))).toEqual([]);
});

describe("a ledger and its archive are one", () => {
  test("an id that the archive has is no gap, and an archive needs no NEXT_ID", () => {
    const text = ledger("D-0004", entry("D-0001"), entry("D-0003", "Supersedes: D-0002\n"));
    expect(found(text, entry("D-0002"))).toEqual(["info archived archive:1"]);
    expect(found(text)).toEqual(["warning gap ledger:9", "error superseded-unknown ledger:9"]);
  });
  test("an id in both is given twice", () => {
    expect(found(ledger("D-0002", entry("D-0001")), entry("D-0001"))).toEqual(["error duplicate archive:1"]);
  });
  test("NEXT_ID is above the ids of the archive too, and the id to write as well", () => {
    const ledgers = { ledger: parseLedger(ledger("D-0002", entry("D-0001"))), archive: parseLedger(entry("D-0002")) };
    expect(checkLedgers(ledgers)[0]).toMatchObject({
      kind: "next-id",
      line: 2,
      repair: expect.stringContaining("D-0003") as string,
    });
    expect(checkLedgers({ ...ledgers, ledger: parseLedger("") })[0]).toMatchObject({
      repair: expect.stringContaining("D-0003") as string,
    });
  });
});

describe("capsules that decisions name", () => {
  const check = (text: string, titles: Readonly<Record<string, string>> = {}): readonly string[] => {
    const ledgers = { ledger: parseLedger(`ID: D-0001\nDecision: ${text}\n`), archive: undefined };
    return checkCapsules(allEntries(ledgers), new Map(Object.entries(titles))).map(
      ({ kind, level }) => `${level} ${kind}`,
    );
  };
  test("one that is there under that id is none of our concern", () => {
    expect(check("Carry out capsule purring@0123abcd", { purring: "purring@0123abcd" })).toEqual([]);
    expect(check("see .specify/specs/purring/capsule.md", { purring: "purring@0123abcd" })).toEqual([]);
  });
  test("one that is not there, or states another id, is a warning: it may have been when the decision was made", () => {
    expect(check("Capsule purring@0123abcd")).toEqual(["warning capsule"]);
    expect(check(".specify/specs/purring/capsule.md")).toEqual(["warning capsule"]);
    expect(check("Capsule: purring@0123abcd", { purring: "purring@ffffffff" })).toEqual(["warning capsule"]);
  });
  test("an id that is a path is an error, and never looked for", () => {
    expect(check("Capsule ../../etc@deadbeef")).toEqual(["error capsule-id"]);
    const { entries } = parseLedger(
      "ID: D-0001\nOutputs: Capsule ../../etc@deadbeef, .specify/specs/../x/capsule.md\n",
    );
    expect([...namedCapsules(entries.map((one) => ({ ...one, place: "ledger" as const })))]).toEqual([]);
  });
  test("what only looks like one is none", () => {
    expect(check("Pin lodash@20240101 and actions/checkout@deadbeef; the capsule of capsule x@y")).toEqual([]);
  });
});
