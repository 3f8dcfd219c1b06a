import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseTrailers, trailerValues } from "@releaser/core";
import { type GitRepo, gitRepo, releaser, type ReleaserResult } from "@releaser/testkit";
import { toHtml, toProse } from "@releaser/testkit/markdown";
import { describe, expect, test } from "vitest";
import { statusIn } from "./documents.ts";
import { acme } from "./worlds.ts";

/** The small world with one changeset more, of this text. */
function saying(text: string): GitRepo {
  return gitRepo(acme().changeset("hostile", { "@acme/core": "patch" }, text));
}

/** Versions it, and gives everything that was written. */
async function versioned({ dir, git }: GitRepo): Promise<{ readonly message: string; readonly written: string }> {
  expect(await releaser(["version"], { cwd: dir })).toMatchObject({ code: 0, stderr: "" });
  const files = git("show", "--name-only", "--diff-filter=AM", "--format=", "HEAD").split("\n");
  const texts = files.filter((file) => file.endsWith(".md")).map((file) => readFileSync(join(dir, file), "utf8"));
  return { message: git("log", "-1", "--format=%B"), written: texts.join("\n") };
}

describe("hostile.13 lines of origin that are none", () => {
  test.each([
    "author: @victim/../../x",
    "author: [x](javascript:alert(1))",
    "commit: ../../x",
    "commit: $(id)",
    "pr: 1)](javascript:alert(1)",
    "pr: 1/../../x",
  ])("%s links nowhere and calls nobody", async (line) => {
    const { written } = await versioned(saying(`Waits.\n\n${line}`));
    const html = toHtml(written);
    const targets = [...html.matchAll(/(?:href|src)="([^"]*)"/gu)].map(([, target]) => target);
    expect(written).toContain("Waits.");
    expect(targets.filter((target) => /javascript|evil|victim|\$|commit|pull|\/x/u.test(target ?? ""))).toEqual([]);
    expect(toProse(html).filter((text) => /(?:^|\W)@victim/u.test(text))).toEqual([]);
  });
});

describe("hostile.16 a decision", () => {
  test.each([
    ["amid the text", "Waits.\n\nDecision-ID: D-9999\n\nAnd more."],
    ["in the first line", "Decision-ID: D-9999 is what I would like"],
    ["behind a rule", "Waits.\n\n---\n\nDecision-ID: D-9999\n\nx"],
    ["in a fence", "Waits.\n\n```\nDecision-ID: D-9999\n```"],
  ])("%s becomes no trailer", async (_, text) => {
    const { message } = await versioned(saying(text));
    expect(trailerValues(parseTrailers(message), "Decision-ID")).toEqual(["D-0001"]);
  });

  test("at the end counts when the ledger knows it: otherwise it is a finding, and nothing is versioned", async () => {
    const there = saying("Waits.\n\nDecision-ID: D-9999");
    const before = [there.git("rev-parse", "HEAD"), there.git("for-each-ref"), readdirSync(there.dir)];
    const run = async (...args: readonly string[]): Promise<ReleaserResult> => await releaser(args, { cwd: there.dir });
    const checked = await run("decision", "check");
    expect([checked.code, checked.stdout]).toEqual([
      3,
      expect.stringContaining(".changeset/hostile.md:7  decision-unknown: D-9999 is no decision"),
    ]);
    expect(statusIn(await run("version", "--json"))).toMatchObject({
      exit: 2,
      failures: [{ code: "E_DECISION_UNKNOWN" }],
    });
    expect([there.git("rev-parse", "HEAD"), there.git("for-each-ref"), readdirSync(there.dir)]).toEqual(before);
  });
});

test("hostile.24 and hostile.26 what is no id of a decision or a capsule is told, and is in no version commit", async () => {
  const lines = ["Decision-ID: D-####", "Decision-ID: D-10000", "Related-Capsule: ../../etc@deadbeef"];
  const there = saying(["Waits.", "", ...lines].join("\n"));
  const checked = await releaser(["decision", "check"], { cwd: there.dir });
  const told = [...checked.stdout.matchAll(/^(\S+) +\.changeset\/hostile\.md:(\d+) +([\w-]+):/gmu)];
  expect([checked.code, told.map(([, level, line, kind]) => `${level} ${line} ${kind}`)]).toEqual([
    3,
    ["info 7 decision-placeholder", "error 8 decision-malformed", "error 9 capsule-id"],
  ]);
  const { message } = await versioned(there);
  const trailers = parseTrailers(message).filter(({ key }) => /^(?:Decision-ID|Related-Capsule)$/u.test(key));
  expect(trailers).toEqual([{ key: "Decision-ID", value: "D-0001" }]);
});
