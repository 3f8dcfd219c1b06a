import type { Call } from "@releaser/testkit/lab";
import { expect, test } from "vitest";
import { faultPoints, groupsOf, killPoints, placesOf, type Point, sampleOf, withoutRepeats } from "./points.ts";

const calls = placesOf(
  Array.from({ length: 40 }, (_, index): Call => ({
    index: index + 1,
    service: "npm",
    method: index % 4 === 0 ? "PUT" : "GET",
    path: "/a",
    writes: index % 4 === 0,
  })),
);

test("a call is known by which of those alike it is", () => {
  expect(calls.slice(0, 6).map(({ call, nth }) => `${call.method} ${nth}`)).toEqual([
    "PUT 1",
    "GET 1",
    "GET 2",
    "GET 3",
    "PUT 2",
    "GET 4",
  ]);
});

test.each([1, 3, 20, 50])("a sample is one in %i of all points, with every kind that has as many", (every) => {
  const points = [...killPoints(calls), ...faultPoints(calls)];
  const sample = sampleOf(points, every, 0);
  expect(sample).toHaveLength(Math.ceil(points.length / every));
  const numerous = [...Map.groupBy(points, ({ wrong }) => wrong)].filter(([, all]) => all.length >= every);
  const chosen = new Set(sample.map(({ wrong }) => wrong));
  expect(numerous.filter(([wrong]) => !chosen.has(wrong))).toEqual([]);
});

test("without repeats the writes are left, and of reads alike the first and the last", () => {
  const left = withoutRepeats(calls);
  expect(left.filter(({ call }) => call.writes)).toHaveLength(10);
  expect(left.filter(({ call }) => !call.writes).map(({ nth }) => nth)).toEqual([1, 30]);
});

test("what passes goes wrong in one run with others alike, at calls of other names; all else goes wrong alone", () => {
  const others = Array.from({ length: 8 }, (_, index): Call => {
    return { index: 41 + index, service: "npm", method: "GET", path: `/${index}`, writes: false };
  });
  const points = [...killPoints(calls), ...faultPoints([...calls, ...placesOf(others)])];
  const groups = groupsOf(points);
  expect(groups.flat().toSorted(byPlace)).toEqual(points.toSorted(byPlace));
  const many = groups.filter((group) => group.length > 1);
  expect(many.length).toBeGreaterThan(8);
  for (const group of many) {
    expect(new Set(group.map(({ wrong }) => wrong)).size).toBe(1);
    expect(new Set(group.map(({ call }) => `${call.method} ${call.path}`)).size).toBe(group.length);
  }
  const alone = new Set(many.flat().map(({ wrong }) => wrong));
  expect(["killed before", "401", "404", "stale", "told, not done"].filter((one) => alone.has(one as never))).toEqual(
    [],
  );
});

function byPlace(one: Point, other: Point): number {
  return one.call.index - other.call.index || one.wrong.localeCompare(other.wrong);
}
