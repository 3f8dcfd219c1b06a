import { utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { tempDir } from "@releaser/testkit";
import { expect, test } from "vitest";
import { type KnownAssets, readAssets } from "../src/page-assets.ts";

test("a file is read again when it has changed, however alike it looks", async () => {
  const dir = tempDir();
  const known: KnownAssets = new Map();
  const read = async (): Promise<unknown> => (await readAssets(dir, [], known))[0];
  const file = join(dir, "a.tgz");
  const date = new Date("2020-01-01T00:00:00Z");
  writeFileSync(file, "one");
  utimesSync(file, date, date);
  await setTimeout(150);
  const first = await read();
  expect(await read()).toBe(first);
  writeFileSync(file, "two");
  utimesSync(file, date, date);
  const second = await read();
  expect(second).toMatchObject({
    name: "a.tgz",
    size: 3,
    sha256: "3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3",
  });
  // It was changed just now, so another change might not show in its dates.
  expect(await read()).not.toBe(second);
  expect(await read()).toEqual(second);
});
