import { type Finding, type Plan, type PlannedRelease, type Rule, runRules } from "@releaser/core";
import { samplePlan, type World } from "@releaser/testkit";
import { type FixPlan, planFixes, statedValues } from "../src/fix/index.ts";
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
  return samplePlan({ releases });
}

/** The world with the fixes of findings made, unsafe ones too. */
export function mended(world: World, findings: readonly Finding[]): World {
  return withFiles(world, planned(world, findings).files);
}

/** What the fixes of findings come to in a world. */
export function planned(
  world: World,
  findings: readonly Finding[],
  options: { readonly unsafe?: boolean } = {},
): FixPlan {
  const files = world.files();
  return planFixes({
    findings,
    unsafe: options.unsafe ?? true,
    look: (file) => ({ text: files.get(file) }),
    valueAt: statedValues(world.workspace()),
  });
}

/** The world after files were written. */
export function withFiles(world: World, files: FixPlan["files"]): World {
  return files.reduce((now, { file, after }) => now.file(file, after), world);
}
