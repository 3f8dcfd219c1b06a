// DecisionRef: D-0009
import { expect, test } from "vitest";
import { packageDirs, readManifest, readText } from "../repository.ts";

const version = /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-[0-9A-Za-z.-]+)?$/u;

interface AppliedPlan {
  readonly key: string;
  readonly train: { readonly to: string; readonly tag: string } | null;
  readonly releases: readonly { readonly name: string; readonly dir: string | null; readonly to: string | null }[];
}

/** The last applied plan; undefined before the first release. */
function appliedPlan(): AppliedPlan | undefined {
  const text = readText("release/plan.json");
  return text === undefined ? undefined : (JSON.parse(text) as AppliedPlan);
}

/** The version of the first release that a changelog tells of; `Unreleased` is none. */
function headOf(file: string): string | undefined {
  return /^## \[?(\d+\.\d+\.\d+[^\s\]]*)/mu.exec(readText(file) ?? "")?.[1];
}

test("the version file and every manifest state a version", () => {
  const stated = [
    ["release/version.txt", readText("release/version.txt")?.trim()],
    ...[".sentinel", ...packageDirs()].map((dir) => [dir, readManifest(dir).version]),
  ];
  expect(stated.filter(([, text]) => text === undefined || !version.test(text))).toEqual([]);
});

test("version file, aggregated changelog, notes and tag are those of the last applied plan", () => {
  const train = appliedPlan()?.train;
  const to = train?.to;
  const expected = to && { file: to, changelog: to, notes: true, tag: `v${to}` };
  const found = to && {
    file: readText("release/version.txt")?.trim(),
    changelog: headOf("release/CHANGELOG.md"),
    notes: readText(`release/notes/${to}.md`) !== undefined,
    tag: train?.tag,
  };
  expect(found).toEqual(expected);
});

test("manifests, .sentinel among them, and the heads of their changelogs are those of the last applied plan", () => {
  const wrong = (appliedPlan()?.releases ?? []).flatMap(({ name, dir, to }) => {
    if (dir === null || to === null) return [];
    const head = headOf(`${dir}/CHANGELOG.md`) ?? to;
    const stated = readManifest(dir).version;
    return stated === to && head === to ? [] : [{ name, planned: to, manifest: stated, changelog: head }];
  });
  expect(wrong).toEqual([]);
});

test("a release plans .sentinel with the rest", () => {
  const plan = appliedPlan();
  const names = plan?.releases.map(({ name }) => name) ?? [readManifest(".sentinel").name];
  expect(names).toContain(readManifest(".sentinel").name);
});
