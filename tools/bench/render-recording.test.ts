import { expect, test } from "vitest";
import type { Measured } from "./measure.ts";
import { recordingHeading, recordingRatio, renderRecording } from "./render-recording.ts";

const timed = (name: string, median: number): Measured => ({
  name,
  version: "",
  outcome: { median, least: median - 1, most: median + 1, memory: undefined },
});
const measured = [timed("record", 2000), timed("sha256sum", 1500), timed("sha512sum", 1000)];

test("the ratio is of recording to both programs together", () => {
  expect(recordingRatio(measured)).toBe(0.8);
  const untimed = { name: "record", version: "", outcome: { trouble: "exit 1" } };
  expect(() => recordingRatio([untimed, ...measured.slice(1)])).toThrow("record was not timed: exit 1");
});

test("the section says the ratio, the times and the memory, and warns of other work", () => {
  const facts = { date: "2026-11-27", runs: 5, cores: 2, measured, small: 60_000_000, large: 61_000_000 };
  const section = renderRecording({ ...facts, load: 0.1 });
  expect(section).toMatch(new RegExp(`^## ${recordingHeading}\n`, "u"));
  for (const part of ["**0.80 times**", "| record | 2,000 (1,999–2,001) |", "60 MB", "61 MB"]) {
    expect(section).toContain(part);
  }
  expect(section).not.toContain("the load");
  expect(renderRecording({ ...facts, load: 3 })).toContain("the load when it began was 3.0");
});
