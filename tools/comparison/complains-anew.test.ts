import { expect, test } from "vitest";
import { complainsAnew } from "./complains-anew.ts";

const failed = (said: string): { readonly failed: boolean; readonly said: string } => ({ failed: true, said });
const passed = { failed: false, said: "fine" };

test("a tool that passes the clean workspace is taken by its exit", () => {
  expect([complainsAnew(failed("no"), passed), complainsAnew(passed, passed)]).toEqual([true, false]);
});

test("one that fails there already has to say something more", () => {
  const clean = failed("4x core\n  >=1 <3 → 1.2.0 in plugin\n");
  expect(complainsAnew(failed("5x core\n  >=1 <3 → 1.2.0 in plugin\n  ^2 → 1.2.0 in cli\n"), clean)).toBe(true);
  expect(complainsAnew(failed("4x core\n  >=2 <3 → 1.2.0 in plugin\n"), clean)).toBe(true);
  expect(complainsAnew(failed("5x core\n  >=1 <3 → 2.1.0 in plugin\n"), clean)).toBe(false);
  expect(complainsAnew(failed("4x core\n"), clean)).toBe(false);
  expect(complainsAnew(passed, clean)).toBe(false);
});
