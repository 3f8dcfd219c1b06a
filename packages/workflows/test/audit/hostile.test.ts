import { expect, test } from "vitest";
import { auditWorkflows } from "../../src/audit/audit-workflows.ts";
import { inOrder } from "./in-order.ts";

/** What is found, each with its place. */
function found(text: string): readonly string[] {
  return auditWorkflows([{ file: "a.yml", text }]).map(
    ({ line, column, rule, message }) => `${line}:${column} ${rule} ${message}`,
  );
}

test("an alias within what it refers to is a problem of the file, and is not followed", () => {
  const unread = "unreadable-workflow this is no YAML that can be read:";
  expect(found("on: push\njobs: &jobs\n  a: *jobs\n  b: &b\n    steps: [*b, *jobs]\n")).toEqual([
    `3:6 ${unread} *jobs stands within what it refers to`,
    `5:13 ${unread} *b stands within what it refers to`,
    `5:17 ${unread} *jobs stands within what it refers to`,
  ]);
});

test("an alias for what stands beside it is followed", () => {
  const text = inOrder(
    "jobs:\n  a:\n    steps: &steps\n      - run: echo ${{ github.head_ref }}\n  b:\n    steps: *steps\n",
  );
  expect(found(text).map((line) => line.split(" ")[1])).toEqual(["expression-in-script", "expression-in-script"]);
});

test.each(['""', "''", 'a"b"', '"a'])(
  "a script that sets %s many times over is read in no time",
  (value) => {
    const text = inOrder(`jobs:\n  a:\n    steps:\n      - run: ${JSON.stringify(`A=${value.repeat(5000)}; echo`)}\n`);
    expect(found(text)).toEqual([]);
  },
  1000,
);
