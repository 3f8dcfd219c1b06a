import type { Call } from "@releaser/testkit/lab";
import { expect, test } from "vitest";
import { faultPoints, killPoints, placesOf, sampleOf, withoutRepeats } from "./points.ts";

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
