import type { PostTasksExecutionContext } from "@nx/devkit";
import { expect, test } from "vitest";
import { hiddenStatus } from "../src/post-tasks-execution.ts";

type Context = Pick<PostTasksExecutionContext, "argv" | "taskResults">;

const ran = (argv: readonly string[], status = "success"): Context =>
  ({
    argv: ["node", "nx", ...argv],
    taskResults: { "//:release": { status, code: 0, terminalOutput: "the status" } },
  }) as unknown as Context;

test("the root's output is printed where the style left it out", () => {
  expect(hiddenStatus(ran(["run-many", "-t", "release"]), {})).toBe("the status");
  expect(hiddenStatus(ran(["affected", "-t", "release"]), {})).toBe("the status");
});

test("it is not printed a second time", () => {
  expect(hiddenStatus(ran(["run", "//:release"]), {})).toBeUndefined();
  expect(hiddenStatus(ran(["run-many", "-t", "release", "--output-style=static"]), {})).toBeUndefined();
  expect(hiddenStatus(ran(["run-many", "-t", "release", "--outputStyle", "stream"]), {})).toBeUndefined();
  expect(hiddenStatus(ran(["run-many", "-t", "release", "--verbose"]), {})).toBeUndefined();
  expect(hiddenStatus(ran(["run-many", "-t", "release"]), { NX_DEFAULT_OUTPUT_STYLE: "static" })).toBeUndefined();
  expect(hiddenStatus(ran(["run-many", "-t", "release"], "failure"), {})).toBeUndefined();
});

test("a run without the root's release prints nothing", () => {
  expect(hiddenStatus({ argv: ["node", "nx", "run-many", "-t", "build"], taskResults: {} }, {})).toBeUndefined();
});
