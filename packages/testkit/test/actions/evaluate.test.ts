import { describe, expect, test } from "vitest";
import { evaluate, interpolate, isMet, type Scene } from "../../src/lab/actions/evaluate.ts";

const scene: Scene = {
  progress: "success",
  contexts: {
    github: { ref: "refs/heads/main", event_name: "push", event: { commits: [{ message: "it's" }, { message: "b" }] } },
    needs: {
      look: { result: "success", outputs: { unfinished: "true", key: "" } },
      packed: { result: "skipped", outputs: {} },
    },
    env: { TITLE: "a ${{ b }}" },
  },
};

describe("what an expression gives", () => {
  test.each([
    ["github.ref", "refs/heads/main"],
    ["github['ref']", "refs/heads/main"],
    ["GitHub.REF", "refs/heads/main"],
    ["github.absent", null],
    ["github.absent.further", null],
    ["github.event.commits[0].message", "it's"],
    ["'it''s'", "it's"],
    ["1", 1],
    ["true && 'yes' || 'no'", "yes"],
    ["false && 'yes' || 'no'", "no"],
    ["needs.look.outputs.unfinished == 'true'", true],
    ["needs.look.outputs.unfinished == true", false],
    ["'MAIN' == 'main'", true],
    ["'' || 'other'", "other"],
    ["!needs.look.outputs.key", true],
    ["contains(github.ref, 'heads')", true],
    ["startsWith(github.ref, 'refs/tags/')", false],
    ["format('{0}-{1}', 'a', 1)", "a-1"],
    ["join(github.event.commits.*.message, ',')", "it's,b"],
    ["fromJSON('[1,2]')[1]", 2],
    ["!cancelled() && needs.packed.result == 'success'", false],
  ])("%s", (expression, value) => {
    expect(evaluate(expression, scene)).toBe(value);
  });

  test.each([
    ["github.", "EOF"],
    ["secrets.TOKEN", "secrets"],
    ["nothing()", "nothing"],
    ["github.ref github.ref", "Unexpected symbol"],
  ])("%s is refused", (expression, why) => {
    expect(() => evaluate(expression, scene)).toThrow(why);
  });
});

test("expressions within a text give way to their values, once", () => {
  expect(interpolate("on ${{ github.ref }}, ${{ github.absent }}${{ 'a }} b' }}!", scene)).toBe(
    "on refs/heads/main, a }} b!",
  );
  expect(interpolate("${{ env.TITLE }}", scene)).toBe("a ${{ b }}");
});

describe("whether a condition holds", () => {
  const at = (progress: Scene["progress"]): Scene => ({ ...scene, progress });
  const progresses = ["success", "failure", "skipped", "cancelled"] as const;
  test.each([
    [undefined, [true, false, false, false]],
    ["", [true, false, false, false]],
    ["github.ref == 'refs/heads/main'", [true, false, false, false]],
    ["${{ github.ref == 'refs/heads/main' }}", [true, false, false, false]],
    ["'always()' == 'always()'", [true, false, false, false]],
    ["always()", [true, true, true, true]],
    ["failure()", [false, true, false, false]],
    ["cancelled()", [false, false, false, true]],
    ["!cancelled()", [true, true, true, false]],
    ["${{ !cancelled() && needs.look.result == 'success' }}", [true, true, true, false]],
    ["github.absent", [false, false, false, false]],
  ])("%s", (condition, expected) => {
    expect(progresses.map((progress) => isMet(condition, at(progress)))).toEqual(expected);
  });

  test("text beside the braces, which GitHub takes for true, is refused", () => {
    expect(() => isMet("${{ github.ref }} == 'x'", scene)).toThrow("text stands beside");
  });
});
