import { expect, test } from "vitest";
import { once } from "../src/once.ts";
import { firstLook } from "../src/release/first-look.ts";

test("many look once together, and each by itself from then on", async () => {
  const asked: string[] = [];
  const all = once(() => Promise.resolve(asked.push("all")));
  const looks = ["a", "b"].map((name) => firstLook(all, () => Promise.resolve(asked.push(name))));
  for (const look of looks) await look();
  expect(asked).toEqual(["all"]);
  for (const look of looks) await look();
  expect(asked).toEqual(["all", "a", "b"]);
});

test("where all cannot be looked at, each is looked at by itself, and fails by itself", async () => {
  const all = once(() => Promise.reject(new Error("one of them is broken")));
  const sound = firstLook(all, () => Promise.resolve("sound"));
  const broken = firstLook(all, () => Promise.reject(new Error("this one is")));
  await expect(sound()).resolves.toBe("sound");
  await expect(broken()).rejects.toThrow("this one is");
});
