import fc from "fast-check";
import { expect, test } from "vitest";
import type { Entrant, Ran } from "./entrant.ts";
import { measure, toFigures } from "./measure.ts";

const entrant = (name: string): Entrant => ({
  name,
  version: "1.0.0",
  package: name,
  command: [name],
  clean: /^all well$/mu,
});
const well = (milliseconds: number): Ran => ({ milliseconds, code: 0, said: "all well\n" });

/** Plays what each tool does, run by run. */
function stage(runs: Readonly<Record<string, readonly Ran[]>>) {
  const log: string[] = [];
  const run = ({ name }: Entrant): Ran => {
    const before = log.filter((other) => other === name).length;
    log.push(name);
    return runs[name]?.[before] ?? well(0);
  };
  const peak = async ({ name }: Entrant): Promise<number> => {
    log.push(`peak of ${name}`);
    return 50;
  };
  return { log, run, peak };
}

test("tools take turns, the first round does not count, and memory is asked for at the end", async () => {
  const { log, run, peak } = stage({
    a: [well(900), well(3), well(1), well(8)],
    b: [well(700), well(5), well(4), well(6)],
  });
  expect(await measure([entrant("a"), entrant("b")], { runs: 3, run, peak })).toEqual([
    { name: "a", version: "1.0.0", outcome: { median: 3, least: 1, most: 8, memory: 50 } },
    { name: "b", version: "1.0.0", outcome: { median: 5, least: 4, most: 6, memory: 50 } },
  ]);
  expect(log).toEqual(["a", "b", "a", "b", "a", "b", "a", "b", "peak of a", "peak of b"]);
});

test.each<[string, Ran, string]>([
  ["fails", { milliseconds: 1, code: 1, said: "\nTypeError: x\n\n" }, "exit 1, saying TypeError: x"],
  ["is killed", { milliseconds: 1, code: undefined, said: "" }, "it was ended by a signal, saying nothing"],
  ["complains, and exits with 0", { milliseconds: 1, code: 0, said: "2 warnings\n" }, "exit 0, saying 2 warnings"],
])("a tool that %s has no figures, however quick it was, and is not run again", async (_, ran, trouble) => {
  const { log, run, peak } = stage({ a: [well(5), ran] });
  const [a, b] = await measure([entrant("a"), entrant("b")], { runs: 3, run, peak });
  expect(a?.outcome).toEqual({ trouble });
  expect(b?.outcome).toHaveProperty("median", 0);
  expect(log).toEqual(["a", "b", "a", "b", "b", "b", "peak of b"]);
});

test("the median is between the least and the most, and no order of the runs changes it", () => {
  const times = fc.array(fc.integer({ min: 0, max: 9999 }), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(times, (some) => {
      const figures = toFigures(some, undefined);
      const { median, least, most } = figures;
      expect(least <= median && median <= most).toBe(true);
      expect(some.filter((time) => time < median).length).toBeLessThanOrEqual(some.length / 2);
      expect(some.filter((time) => time > median).length).toBeLessThanOrEqual(some.length / 2);
      expect(toFigures(some.toReversed(), undefined)).toEqual(figures);
    }),
  );
});

test("of an even number of runs the median is the mean of the two in the middle", () => {
  expect(toFigures([10, 1, 4, 2], undefined).median).toBe(3);
  expect(() => toFigures([], undefined)).toThrow("nothing was timed");
});
