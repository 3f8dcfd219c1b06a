import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { toPipeline } from "../src/index.ts";
import { parseWorkflow, renderWorkflow } from "../src/render/workflow-file.ts";
import { renewWorkflow } from "../src/render/workflow-resource.ts";
import { facts } from "./facts.ts";

const [workflow = expect.unreachable()] = toPipeline(facts()).workflows;
const options = { workflow, runner: "ubuntu-24.04", from: "releaser.config.ts" };
const text = renderWorkflow(workflow, options);
const custom = '  mine:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: echo "mine" # kept';
const added = text.replace("  # releaser:end jobs", `${custom}\n  # releaser:end jobs`);

test("a file says what wrote it from what, and each permission and action says why and which", () => {
  expect(text).toMatch(
    /^# Written by `releaser wire` from releaser\.config\.ts: .*\n# releaser:wire sha256:[0-9a-f]{64}\n/u,
  );
  expect(text).toContain("\npermissions: {}\n");
  expect(text).toContain("      contents: read # the checkout\n");
  expect(text).toMatch(/uses: actions\/checkout@[0-9a-f]{40} # v\d+\.\d+\.\d+\n/u);
  expect(text).toContain("  # every job before it passed or had nothing to do: the one check to require\n  status:\n");
  expect(text).not.toMatch(/[&*]a\d/u);
});

test("what is written is ours and nobody's edit", () => {
  expect(parseWorkflow(text)).toEqual({ is: "ours", custom: "", edited: false });
  expect(parseWorkflow(text.replaceAll("\n", "\r\n"))).toEqual({
    is: "ours",
    custom: "",
    edited: false,
  });
  expect(renewWorkflow(text, options)).toBe(text);
});

test("jobs of people survive, as they stand, and are no edit of ours", () => {
  expect(parseWorkflow(added)).toEqual({ is: "ours", custom, edited: false });
  const after = renewWorkflow(added.replace("timeout-minutes: 5", "timeout-minutes: 6"), options);
  expect(after).toContain(`\n\n${custom}\n\n`);
  expect(renewWorkflow(after, options)).toBe(after);
  expect((parse(after) as { readonly jobs: object }).jobs).toMatchObject({ mine: { "runs-on": "ubuntu-24.04" } });
});

test("a change of anything else is an edit", () => {
  const edited = { is: "ours", edited: true };
  expect(parseWorkflow(text.replace("timeout-minutes: 5", "timeout-minutes: 6"))).toMatchObject(edited);
  expect(parseWorkflow(`${text}# more\n`)).toMatchObject(edited);
  expect(parseWorkflow(text.replace(/sha256:./u, "sha256:0"))).toMatchObject({ is: "ours" });
});

describe("is left alone:", () => {
  const refused = (before: string): unknown => {
    try {
      return renewWorkflow(before, options);
    } catch (error) {
      return error;
    }
  };
  const duplicated = added.replace("  mine:", "  lint:");
  const outside = added.replaceAll(
    /^ {2}(?= *(?:mine|runs-on: ubuntu-24.04\n {4}steps|steps:\n {6}- run: echo))/gmu,
    "",
  );

  test("a file that Releaser did not write", () => {
    expect(refused("name: ci\non: push\n")).toMatchObject({
      failure: { code: "E_WORKFLOW_FOREIGN", exit: 6, details: { file: ".github/workflows/ci.yml" } },
    });
  });

  test.each([
    ["one without the section", text.replaceAll(/^ {2}# releaser:(?:begin|end).*\n/gmu, ""), /gone/u],
    ["one whose section has no end", text.replace("  # releaser:end jobs\n", ""), /it has no end/u],
    ["a job of people with the id of one of ours", duplicated, /unique/u],
    ["what stands outside of jobs", outside, /mine stands outside of jobs/u],
    ["what is no YAML", added.replace("  mine:", "  mine: ["), /./u],
    [
      "a step that would be the last one of a job of ours",
      added.replace("  mine:", "      - run: echo more\n  mine:"),
      /changes comment, which is a job of ours/u,
    ],
    [
      "a step that refers to what is nowhere",
      added.replace("  mine:", "      - *nowhere\n  mine:"),
      /changes comment, which is a job of ours/u,
    ],
    ["words that are no job", text.replace("  # releaser:end", "  # words\n  # releaser:end"), /no job/u],
  ])("%s", (_, before, why) => {
    expect(refused(before)).toMatchObject({
      failure: { code: "E_WORKFLOW_SECTION", exit: 2, why: expect.stringMatching(why) as string },
    });
  });
});
