import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "@releaser/testkit";
import { expect, test } from "vitest";
import { type ActionPin, actionPins } from "../../packages/workflows/src/pipeline/actions/action-pins.ts";
import { type Ask, newestPin, renderPins } from "./newest-pin.ts";

const [commit, tag] = ["a".repeat(40), "b".repeat(40)];

function answers(given: Readonly<Record<string, unknown>>): Ask {
  return (path) => (path in given ? Promise.resolve(given[path]) : Promise.reject(new Error(`${path}: 404`)));
}

const latest = { "repos/acme/it/releases/latest": { tag_name: "v2.1.0" } };

test("a tag leads to its commit, also through an object of its own", async () => {
  const light = { "repos/acme/it/git/ref/tags/v2.1.0": { object: { type: "commit", sha: commit } } };
  const heavy = {
    "repos/acme/it/git/ref/tags/v2.1.0": { object: { type: "tag", sha: tag } },
    [`repos/acme/it/git/tags/${tag}`]: { object: { type: "commit", sha: commit } },
  };
  for (const given of [light, heavy]) {
    expect(await newestPin("acme/it", answers({ ...latest, ...given }))).toEqual({ version: "v2.1.0", sha: commit });
  }
});

test.each([
  ["a moving tag", { "repos/acme/it/releases/latest": { tag_name: "v2" } }, "no full version"],
  ["no release", { "repos/acme/it/releases/latest": {} }, "no tag_name"],
  ["a tree", { ...latest, "repos/acme/it/git/ref/tags/v2.1.0": { object: { type: "tree", sha: commit } } }, "a tree"],
  [
    "no id",
    { ...latest, "repos/acme/it/git/ref/tags/v2.1.0": { object: { type: "commit", sha: "abc" } } },
    "no commit",
  ],
])("%s is not pinned", async (_, given, why) => {
  await expect(newestPin("acme/it", answers(given))).rejects.toThrow(why);
});

test("the table takes the new pins where it has the actions, and is otherwise as it was", () => {
  const source = readFileSync(join(repositoryRoot, "packages/workflows/src/pipeline/actions/action-pins.ts"), "utf8");
  const same = new Map<string, ActionPin>(Object.entries(actionPins));
  expect(renderPins(source, same)).toBe(source);
  const other = { version: "v99.0.0", sha: commit };
  const changed = renderPins(source, new Map([["actions/checkout", other]]));
  expect(changed).toContain(`"actions/checkout": { version: "v99.0.0", sha: "${commit}" }`);
  expect(
    changed.replace(
      `version: "v99.0.0", sha: "${commit}"`,
      `version: "${actionPins["actions/checkout"].version}", sha: "${actionPins["actions/checkout"].sha}"`,
    ),
  ).toBe(source);
});
