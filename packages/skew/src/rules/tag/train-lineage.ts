import { defineRule, moves, type Rule } from "@releaser/core";

/** Where nothing owns the train it follows the tags; a tag that lies far from every package is of something else. */
export const trainLineage: Rule = defineRule({
  id: "tag/train-lineage",
  title: "the train follows a tag that fits the packages",
  level: "error",
  scope: "offline",
  *check({ workspace: { train }, plan }) {
    if (train?.unfit === undefined) return;
    const isLost = train.source === "none" && plan?.releases.some((release) => moves(release)) === true;
    const start = train.source === "none" ? "from 0.0.0" : `from v${train.version}, which fits`;
    yield {
      at: { file: "package.json" },
      message: `the highest train tag ${train.unfit} lies more than a major away from every package, so the train starts ${start}`,
      hint: `say where it starts, "train": { "from": "${train.unfit.replace(/^v/u, "")}" } or another version, in releaser.config.json`,
      ...(!isLost && { level: "warning" }),
    };
  },
});
