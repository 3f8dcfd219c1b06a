import { defineRule, type Draft, type Pin, type Rule, type RuleInput, type Workspace } from "@releaser/core";
import { lowest } from "../../package-manager.ts";
import { meet } from "../../ranges.ts";
import { isVersioned } from "../../versioned.ts";

/** Which program installs is stated once, or several times alike; otherwise each machine takes another one. */
export const packageManager: Rule = defineRule({
  id: "tool/package-manager",
  title: "every place that pins the package manager pins the same one",
  level: "warning",
  scope: "tree",
  *check({ workspace }: RuleInput) {
    const own = ownFolders(workspace);
    const pins = workspace.pins().filter(({ tool, dir }) => tool !== "node" && own.has(dir));
    const first =
      pins.find(({ kind, dir }) => kind === "packageManager" && dir === ".") ??
      pins.find(({ kind }) => kind !== "engines");
    for (const pin of pins) {
      if (first === undefined || pin === first) continue;
      if (isUse(pin) && pin.tool !== first.tool) yield toDraft(pin, first);
      else if (pin.tool === first.tool && !meet(pin.range ?? "*", first.range ?? "*")) yield toDraft(pin, first);
    }
    yield* otherFormat(workspace, first);
  },
});

/** Folders whose manifests count: a template or an example is a world of its own. */
function ownFolders(workspace: Workspace): ReadonlySet<string> {
  return new Set([".", ...workspace.members.filter((pkg) => isVersioned(workspace, pkg)).map(({ dir }) => dir)]);
}

/** Only these say what installs; `engines.npm` beside pnpm says what would do, and a version manager keeps several at hand. */
function isUse({ kind }: Pin): boolean {
  return kind === "packageManager" || kind === "devEngines";
}

function toDraft(pin: Pin, first: Pin): Draft {
  return {
    at: pin.at,
    message: `${pin.tool} ${pin.raw} is stated here, ${first.tool} ${first.raw} in ${first.at.file}`,
    hint: "state one of them in both places",
    related: [{ at: first.at, message: `states ${first.tool} ${first.raw}` }],
  };
}

/** What each major of pnpm writes; of later ones nothing is known. */
const formats: ReadonlyMap<number, string> = new Map([
  [8, "6"],
  [9, "9"],
  [10, "9"],
  [11, "9"],
  [12, "9"],
]);

function* otherFormat(workspace: Workspace, first: Pin | undefined): Iterable<Draft> {
  const locked = workspace.locked();
  const major = first?.tool === "pnpm" && first.kind === "packageManager" ? lowest(first)?.major : undefined;
  const written = locked?.version?.split(".")[0];
  const expected = major === undefined ? undefined : formats.get(major);
  if (first === undefined || locked === undefined || written === undefined || expected === undefined) return;
  if (written === expected) return;
  yield {
    at: { file: locked.file, pointer: "" },
    message: `${locked.file} is of format ${locked.version}, pnpm ${first.raw} writes ${expected}.0`,
    hint: "run `pnpm install --lockfile-only` with the pnpm that is pinned",
    related: [{ at: first.at, message: `states pnpm ${first.raw}` }],
  };
}
