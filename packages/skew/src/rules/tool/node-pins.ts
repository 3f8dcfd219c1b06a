import { defineRule, type Draft, type Fix, type Pin, type Rule, type RuleInput, safe } from "@releaser/core";
import semver from "semver";
import { meet } from "../../ranges.ts";
import { replaceAt } from "../../replace-at.ts";

/** Which Node runs here is stated once, or several times alike. A list of versions to test with, as a matrix, is no pin. */
export const nodePins: Rule = defineRule({
  id: "tool/node-pins",
  title: "every place that pins Node pins the same one",
  level: "warning",
  scope: "tree",
  *check(input) {
    const { workspace } = input;
    const pins = workspace.pins().filter((pin) => pin.tool === "node" && pin.dir === "." && pin.kind !== "engines");
    const first = pins.find(({ kind, range }) => kind !== "workflow" && range !== undefined);
    for (const pin of pins) {
      if (first?.range === undefined || pin.range === undefined || meet(pin.range, first.range)) continue;
      yield toDraft(input, pin, first);
    }
  },
});

function toDraft(input: RuleInput, pin: Pin, first: Pin): Draft {
  const fix = toFix(input, pin, first);
  return {
    at: pin.at,
    message: `${pin.at.file} pins Node ${pin.raw}, ${first.at.file} ${first.raw}`,
    hint: `write the same version into both, or let one read the other${pin.kind === "workflow" ? ` (\`node-version-file: ${first.at.file}\`)` : ""}`,
    related: [{ at: first.at, message: `pins Node ${first.raw}` }],
    ...(fix && { fix }),
  };
}

/** The exact version that the first place states, in the place of this one. Where the first states a range, nobody knows which is meant. */
function toFix({ read }: RuleInput, { at, raw }: Pin, first: Pin): Fix | undefined {
  const value = semver.valid(first.range ?? "");
  if (value === null) return undefined;
  if (at.pointer !== undefined) return safe({ at, value });
  const text = replaceAt(read?.(at.file) ?? "", at, [raw, value]);
  return text === undefined ? undefined : safe({ at: { file: at.file }, value: text });
}
