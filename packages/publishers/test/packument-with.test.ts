import { expect, test } from "vitest";
import type { NpmRegistry, Packument } from "../src/index.ts";
import { packumentWith } from "../src/npm/packument-with.ts";

const whole: Packument = {
  name: "a",
  "dist-tags": { latest: "1.0.0" },
  versions: { "1.0.0": { tarball: "a-1.0.0.tgz", integrity: "sha512-x", deprecated: undefined, scripts: {} } },
  time: { "1.0.0": "2026-01-01T00:00:00Z", "1.1.0": "2026-01-02T00:00:00Z" },
};

type Asked = Pick<NpmRegistry, "packument">;

/** A registry that holds one package, and what it was asked for. */
function registryOf(packument: Packument | undefined): {
  readonly registry: Asked;
  readonly asked: readonly string[];
} {
  const asked: string[] = [];
  const registry: Asked = {
    packument: (_name, { short = false } = {}) => {
      asked.push(short ? "short" : "whole");
      return Promise.resolve(packument && short ? { ...packument, time: {} } : packument);
    },
  };
  return { registry, asked };
}

test("the short form is enough where it lists the version, and where the name is unknown", async () => {
  const there = registryOf(whole);
  expect((await packumentWith(there.registry, { name: "a", version: "1.0.0" }))?.versions).toEqual(whole.versions);
  const unknown = registryOf(undefined);
  expect(await packumentWith(unknown.registry, { name: "a", version: "1.0.0" })).toBeUndefined();
  expect([there.asked, unknown.asked]).toEqual([["short"], ["short"]]);
});

test("of a version that is not listed the whole one tells whether it was taken away", async () => {
  const { registry, asked } = registryOf(whole);
  expect((await packumentWith(registry, { name: "a", version: "1.1.0" }))?.time["1.1.0"]).toBeDefined();
  expect(asked).toEqual(["short", "whole"]);
});
