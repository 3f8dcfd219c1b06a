import { expect, test } from "vitest";
import { renderResult, renderTotal } from "./render-results.ts";
import type { Command, Ended } from "./run-command.ts";
import { type Result, runSteps, type Step } from "./run-steps.ts";

const step = (name: string, after?: string): Step => ({ name, command: [name], ...(after !== undefined && { after }) });
const verdicts = (results: readonly Result[]) =>
  results.map(({ step: { name }, ended }) => `${name} ${ended === undefined ? "not run" : ended.passed}`);

/** A runner that notes what it does. A command that waits for another one's end deadlocks unless both run at once. */
function runner({ fails = [], waits = {} }: { fails?: readonly string[]; waits?: Readonly<Record<string, string>> }) {
  const log: string[] = [];
  const ends = new Map<string, PromiseWithResolvers<void>>();
  const endOf = (name: string): PromiseWithResolvers<void> => {
    const end = ends.get(name) ?? Promise.withResolvers<void>();
    ends.set(name, end);
    return end;
  };
  const run = async ([name]: Command): Promise<Ended> => {
    log.push(`+${name}`);
    const other = waits[name];
    await (other === undefined ? Promise.resolve() : endOf(other).promise);
    log.push(`-${name}`);
    endOf(name).resolve();
    return { passed: !fails.includes(name), output: `${name} said so\n\n`, seconds: 1.5 };
  };
  return { log, run };
}

test("results are told in the order of the list, whichever ends first", async () => {
  const { run, log } = runner({ waits: { slow: "quick" } });
  const told: Result[] = [];
  const results = await runSteps([step("slow"), step("quick")], {
    lanes: 2,
    run,
    report: (result) => told.push(result),
  });
  expect(log).toEqual(["+slow", "+quick", "-quick", "-slow"]);
  expect(verdicts(told)).toEqual(["slow true", "quick true"]);
  expect(results).toEqual(told);
});

test("no more steps run at once than there are lanes", async () => {
  const { run, log } = runner({});
  await runSteps([step("a"), step("b"), step("c")], { lanes: 1, run, report: () => {} });
  expect(log).toEqual(["+a", "-a", "+b", "-b", "+c", "-c"]);
});

test("a step waits for the one that it names, and is not run where that did not pass", async () => {
  const { run, log } = runner({ fails: ["build"] });
  const steps = [step("build"), step("lint"), step("pack", "build"), step("publint", "pack"), step("late", "lint")];
  const results = await runSteps(steps, { lanes: 5, run, report: () => {} });
  expect(verdicts(results)).toEqual(["build false", "lint true", "pack not run", "publint not run", "late true"]);
  expect(log.indexOf("+late")).toBeGreaterThan(log.indexOf("-lint"));
});

test("a step that waits for no earlier one is a mistake in the list", async () => {
  const { run } = runner({});
  const never = runSteps([step("pack", "build"), step("build")], { lanes: 1, run, report: () => {} });
  await expect(never).rejects.toThrow("pack waits for build");
});

test("a step that failed is shown with its output; the last line names what is to be mended", async () => {
  const { run } = runner({ fails: ["build"] });
  const results = await runSteps([step("lint"), step("build"), step("pack", "build")], {
    lanes: 1,
    run,
    report: () => {},
  });
  expect(results.map(renderResult)).toEqual([
    "✓ lint       1.5 s\n",
    "✗ build      1.5 s\nbuild said so\n",
    "· pack       not run, because build did not pass\n",
  ]);
  expect(renderTotal(results, 3)).toBe("1 of 3 passed in 3.0 s; to mend: build, pack\n");
  expect(renderTotal(results.slice(0, 1), 3)).toBe("1 of 1 passed in 3.0 s\n");
});
