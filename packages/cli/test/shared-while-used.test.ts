import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { sharedWhileUsed } from "../src/release/shared-while-used.ts";

function watched(open: () => Promise<string> = () => Promise.resolve("key")) {
  const log: string[] = [];
  const use = sharedWhileUsed(
    async () => {
      log.push("open");
      return await open();
    },
    (thing) => Promise.resolve(void log.push(`close ${thing}`)),
  );
  return { log, use };
}

test("all that use it at the same time share it, and it is closed once, after the last", async () => {
  const { log, use } = watched();
  const work = async (name: string): Promise<string> =>
    await use(async (thing) => {
      await setImmediate();
      log.push(name);
      return thing;
    });
  expect(await Promise.all(["a", "b", "c"].map(work))).toEqual(["key", "key", "key"]);
  expect(log).toEqual(["open", "a", "b", "c", "close key"]);
  await work("d");
  expect(log.slice(5)).toEqual(["open", "d", "close key"]);
});

test("work that fails fails alone, and it is closed all the same", async () => {
  const { log, use } = watched();
  const bad = use(() => Promise.reject(new Error("bad")));
  const good = use((thing) => Promise.resolve(thing));
  await expect(bad).rejects.toThrow("bad");
  await expect(good).resolves.toBe("key");
  expect(log).toEqual(["open", "close key"]);
});

test("where it cannot be opened all that asked are told, nothing is closed, and it is tried again later", async () => {
  let tries = 0;
  const { log, use } = watched(() =>
    (tries += 1) === 1 ? Promise.reject(new Error("locked")) : Promise.resolve("key"),
  );
  const asked = await Promise.allSettled([use(() => Promise.resolve(1)), use(() => Promise.resolve(2))]);
  expect(asked.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(log).toEqual(["open"]);
  await expect(use((thing) => Promise.resolve(thing))).resolves.toBe("key");
  expect(log).toEqual(["open", "open", "close key"]);
});
