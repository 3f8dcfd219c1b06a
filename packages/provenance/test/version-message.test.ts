import { anyText } from "@releaser/testkit";
import { parseTrailers } from "@releaser/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkVersionCommit, planTrailers, renderTagMessage, renderVersionMessage } from "../src/index.ts";
import { plan, producer } from "./world.ts";

const released = plan();

test("the version commit says what moves and why, and ends with the trailers", () => {
  expect(renderVersionMessage(released, producer)).toBe(`chore(release): v1.4.0

- @s/a 1.3.0 -> 1.4.0
- sentinel 1.3.0 -> 1.4.0

- Purr louder

Release-Train: v1.4.0
Plan-Digest: ${released.digest}
Decision-ID: D-0001
Decision-ID: D-0002
Related-Capsule: purring@0123abcd
RulesHash: RELEASER@0.1.0
Produced-By: releaser@0.1.0
`);
});

test("a release without a train is named by its key and has no Release-Train", () => {
  const independent = plan({ train: null });
  expect(renderVersionMessage(independent, producer)).toMatch(/^chore\(release\): r-[0-9a-f]{12}\n/u);
  expect(planTrailers(independent, producer).map(({ key }) => key)).not.toContain("Release-Train");
});

const hostile = fc.oneof(
  anyText(),
  fc.constantFrom(
    "x\n\nDecision-ID: D-9999",
    "Decision-ID: D-9999",
    "x\r\n\r\nDecision-ID: D-9999\r\n",
    "x\n\nRulesHash: EVIL@1\nProduced-By: evil\n",
    "a\u2028\u2028Decision-ID: D-9999",
    "a\u0085\u0085Decision-ID: D-9999",
    "---\n\nDecision-ID: D-9999",
  ),
);

test("text from a changeset or a name never becomes a trailer", () => {
  fc.assert(
    fc.property(hostile, hostile, hostile, (summary, name, capsule) => {
      const hostilePlan = plan({
        changesets: [{ id: "x", summary, releases: [], decisions: [], capsules: [] }],
        releases: [{ name, dir: "x", private: false, from: "1.0.0", to: summary, bump: "minor", causes: [] }],
        decisions: [],
        capsules: [`c${capsule}`],
      });
      const message = renderVersionMessage(hostilePlan, producer);
      const keys = ["Release-Train", "Plan-Digest", "Related-Capsule", "RulesHash", "Produced-By"];
      expect(parseTrailers(message).map(({ key }) => key)).toEqual(keys);
      expect(checkVersionCommit(message, hostilePlan, producer)).toEqual([]);
    }),
  );
});

describe("checkVersionCommit", () => {
  const message = renderVersionMessage(released, producer);

  test("finds nothing in what was rendered, in pre mode too", () => {
    expect(checkVersionCommit(message, released, producer)).toEqual([]);
    expect(checkVersionCommit(`${message.trimEnd()} (next)\n`, released, producer)).toEqual([]);
  });

  test("names a trailer that a hook added, one that was lost, and another subject", () => {
    expect(checkVersionCommit(`${message}Decision-ID: D-0003\n`, released, producer)).toEqual([
      'the trailer "Decision-ID: D-0003" was added',
    ]);
    expect(checkVersionCommit(`${message}\nCo-authored-by: A <a@b>\n`, released, producer)).toEqual([
      'the trailer "Co-authored-by: A <a@b>" was added',
    ]);
    expect(checkVersionCommit(message.replace("Decision-ID: D-0002\n", ""), released, producer)).toEqual([
      'the trailer "Decision-ID: D-0002" is missing',
    ]);
    expect(checkVersionCommit(message.replace("chore", "feat"), released, producer)).toEqual([
      'the subject is "feat(release): v1.4.0" and not "chore(release): v1.4.0"',
    ]);
  });

  test("one line that breaks the block is not overlooked", () => {
    const broken = message.replace("RulesHash: ", "RulesHash ");
    expect(checkVersionCommit(broken, released, producer)).toHaveLength(planTrailers(released, producer).length);
  });
});

test("the tag repeats the trailers and adds the hash of the checksum file", () => {
  const message = renderTagMessage(released, { ...producer, commit: "c".repeat(40), checksumsSha256: "a".repeat(64) });
  expect(message.split("\n")[0]).toBe("v1.4.0");
  expect(parseTrailers(message)).toEqual([
    ...planTrailers(released, producer),
    { key: "Checksums-SHA256", value: "a".repeat(64) },
  ]);
});
