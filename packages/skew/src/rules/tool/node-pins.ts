import { defineRule, type Draft, type Fix, type Pin, type Rule } from "@releaser/core";
import semver from "semver";
import { meet } from "../../ranges.ts";

/** Which Node runs here is stated once, or several times alike. A list of versions to test with, as a matrix, is no pin. */
export const nodePins: Rule = defineRule({
  id: "tool/node-pins",
  title: "every place that pins Node pins the same one",
  level: "warning",
  scope: "tree",
  *check({ workspace }) {
    const pins = workspace.pins().filter((pin) => pin.tool === "node" && pin.dir === "." && pin.kind !== "engines");
    const first = pins.find(({ kind, range }) => kind !== "workflow" && range !== undefined);
    for (const pin of pins) {
      if (first?.range === undefined || pin.range === undefined || meet(pin.range, first.range)) continue;
      yield toDraft(pin, first);
    }
  },
});

function toDraft(pin: Pin, first: Pin): Draft {
  const fix = toFix(pin, first);
  return {
    at: pin.at,
    message: `${pin.at.file} pins Node ${pin.raw}, ${first.at.file} ${first.raw}`,
    hint: `write the same version into both, or let one read the other${pin.kind === "workflow" ? ` (\`node-version-file: ${first.at.file}\`)` : ""}`,
    related: [{ at: first.at, message: `pins Node ${first.raw}` }],
    ...(fix && { fix }),
  };
}

/** For a file that holds nothing but its version, and for volta, which takes exact ones alone. */
function toFix({ kind, at }: Pin, first: Pin): Fix | undefined {
  const value = semver.valid(first.range ?? "");
  if (value === null) return undefined;
  if (kind === "volta") return { safety: "safe", edits: [{ file: at.file, pointer: at.pointer ?? "", value }] };
  const whole = at.file === ".nvmrc" || at.file === ".node-version";
  return whole ? { safety: "safe", edits: [{ file: at.file, pointer: "", value: `${value}\n` }] } : undefined;
}
