import { type Edit, type Finding, type Plan, type PlannedRelease, type Rule, runRules, sealPlan } from "@releaser/core";
import type { World } from "@releaser/testkit";
import { withPlaces } from "../src/with-places.ts";

/** What a rule says of a world, with the world's files to read. */
export function judge(rule: Rule, world: World, plan?: Plan): readonly Finding[] {
  const files = world.files();
  const read = (file: string): string | undefined => files.get(file);
  const placed = withPlaces(rule, { read, valueAt: () => undefined });
  return runRules([placed], { workspace: world.workspace(), plan, read });
}

/** The same with options of the configuration. */
export function judgeWith(rule: Rule, world: World, options: Readonly<Record<string, unknown>>): readonly Finding[] {
  return judge({ ...rule, check: (input) => rule.check({ ...input, options }) }, world);
}

/** `level file#pointer: message` of each finding. */
export function lines(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ level, file, pointer, message }) => `${level} ${file}#${pointer ?? ""}: ${message}`);
}

/** A plan that brings packages from one version to another; where both are equal the package stands in it without moving. */
export function planOf(moves: Readonly<Record<string, readonly [from: string, to: string]>>): Plan {
  const releases = Object.entries(moves).map(([name, [from, to]]): PlannedRelease => ({
    name,
    dir: `packages/${name.slice(name.indexOf("/") + 1)}`,
    private: false,
    from,
    to,
    bump: from === to ? "none" : "minor",
    causes: [],
  }));
  return sealPlan({
    train: null,
    branch: "main",
    planner: { name: "@changesets/cli", version: "3.0.3", from: "bundled" },
    packer: "pnpm",
    releases,
    changesets: [],
    decisions: [],
    capsules: [],
    producer: "releaser@0.1.0",
    rollback: [],
  });
}

/** The world with the edits of every fix written into its files. */
export function mended(world: World, findings: readonly Finding[]): World {
  const edits = findings.flatMap(({ fix }) => fix?.edits ?? []);
  return edits.reduce((now, edit) => now.file(edit.file, applyEdit(now.files().get(edit.file) ?? "", edit)), world);
}

function applyEdit(text: string, { pointer, value, file }: Edit): string {
  if (pointer === "") return value;
  if (!file.endsWith(".json")) throw new Error(`${file}: this test edits JSON alone`);
  const keys = pointer
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  const document = JSON.parse(text) as Record<string, unknown>;
  const last = keys.pop() ?? "";
  const holder = keys.reduce((value_, key) => value_[key] as Record<string, unknown>, document);
  holder[last] = value;
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
