import { repo } from "@releaser/testkit";
import { expect, test } from "vitest";
import { trainLineage } from "../../../src/rules/tag/train-lineage.ts";
import { planOf } from "../../judge.ts";

type Options = Parameters<ReturnType<typeof repo>["workspace"]>[0];

const plan = planOf({ "@s/a": ["1.0.0", "1.1.0"] });

function judged(
  tags: readonly string[],
  more: Options = {},
  given: typeof plan | undefined = plan,
): readonly unknown[] {
  const git = { branch: "main", head: "0".repeat(40), shallow: false, tags: new Set(tags) };
  const workspace = repo()
    .pkg("@s/a@1.0.0")
    .workspace({ git, ...more });
  return [...trainLineage.check({ workspace, plan: given })];
}

test("a tag of another lineage is an error where a pending plan would start from nothing, and asks for the start", () => {
  expect(judged(["v9.4.0"])).toEqual([
    {
      at: { file: "package.json" },
      message:
        "the highest train tag v9.4.0 lies more than a major away from every package, so the train starts from 0.0.0",
      hint: 'say where it starts, "train": { "from": "9.4.0" } or another version, in releaser.config.json',
    },
  ]);
});

test("a warning while nothing pends, and where another tag fits", () => {
  expect(judged(["v9.4.0"], {}, planOf({ "@s/a": ["1.0.0", "1.0.0"] }))).toMatchObject([{ level: "warning" }]);
  expect(judged(["v9.4.0", "v1.2.0"])).toMatchObject([
    { level: "warning", message: expect.stringContaining("starts from v1.2.0, which fits") },
  ]);
});

test("silent with a start, an owner, no train, and where the tags fit or are of other schemes", () => {
  const silent = [
    judged(["v9.4.0"], { train: { from: "9.4.0" } }),
    judged(["v9.4.0"], { train: { owner: "packages/a/package.json" } }),
    judged(["v9.4.0"], { train: false }),
    judged(["v2.0.0"]),
    judged(["@s/a@9.4.0", "v9.4.0-rc.1"]),
    judged([]),
  ];
  expect(silent.flat()).toEqual([]);
});
