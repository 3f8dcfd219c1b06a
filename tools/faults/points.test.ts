import type { Call } from "@releaser/testkit/lab";
import { expect, test } from "vitest";
import { faultPoints, killPoints, sampleOf } from "./points.ts";

const calls: readonly Call[] = Array.from({ length: 40 }, (_, index) => ({
  index: index + 1,
  service: "npm",
  method: index % 4 === 0 ? "PUT" : "GET",
  path: "/a",
  writes: index % 4 === 0,
}));

test.each([1, 3, 20, 50])("a sample is one in %i of all points, with every kind that has as many", (every) => {
  const points = [...killPoints(calls), ...faultPoints(calls)];
  const sample = sampleOf(points, every, 0);
  expect(sample).toHaveLength(Math.ceil(points.length / every));
  const numerous = [...Map.groupBy(points, ({ wrong }) => wrong)].filter(([, all]) => all.length >= every);
  const chosen = new Set(sample.map(({ wrong }) => wrong));
  expect(numerous.filter(([wrong]) => !chosen.has(wrong))).toEqual([]);
});
