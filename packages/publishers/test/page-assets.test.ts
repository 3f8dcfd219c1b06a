import { statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tempDir } from "@releaser/testkit";
import { expect, test } from "vitest";
import { noAssets, readAssets } from "../src/page/page-assets.ts";

test("a file is read again when it has changed, however alike it looks", async () => {
  const dir = tempDir();
  const file = join(dir, "a.tgz");
  let age = 0;
  const known = noAssets(() => statSync(file).ctimeMs + age);
  const read = async (): Promise<unknown> => (await readAssets(dir, [], known))[0];
  const write = (text: string): void => {
    const date = new Date("2020-01-01T00:00:00Z");
    writeFileSync(file, text);
    utimesSync(file, date, date);
  };
  write("one");
  age = 1000;
  const first = await read();
  expect(await read()).toBe(first);
  write("two");
  age = 10;
  const second = await read();
  expect(second).toMatchObject({
    name: "a.tgz",
    size: 3,
    sha256: "3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3",
  });
  // It was changed just now, so another change might not show in its dates.
  const third = await read();
  expect(third).not.toBe(second);
  expect(third).toEqual(second);
});
