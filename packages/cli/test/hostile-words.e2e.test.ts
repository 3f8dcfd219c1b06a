import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseTrailers, type Plan } from "@releaser/core";
import { bodyLimit, changelogHead } from "@releaser/notes";
import { cleanEnv, type GitRepo, gitRepo, releaser, repo, tempDir } from "@releaser/testkit";
import { markdownProblems, toHtml, toProse } from "@releaser/testkit/markdown";
import { describe, expect, test } from "vitest";
import { acme } from "./worlds.ts";

const world = repo()
  .pkg("@s/a@1.0.0")
  .pkg("@s/b@1.0.0")
  .config({ changelog: "@releaser/notes" })
  .file("release/version.txt", "1.0.0\n");

interface Written {
  readonly repo: GitRepo;
  readonly key: string;
  readonly plan: Plan;
  readonly notes: string;
  readonly changelog: string;
  /** The changelog of a package, as Changesets wrote it with our module. */
  readonly own: string;
  readonly message: string;
}

function withChangesets(texts: readonly string[], bump: string): GitRepo {
  const there = gitRepo(world);
  for (const [at, text] of texts.entries()) {
    writeFileSync(join(there.dir, `.changeset/h${at}.md`), `---\n"@s/a": ${bump}\n---\n\n${text}\n`);
  }
  there.commit("hostile");
  return there;
}

/** What `releaser version` makes of hostile texts: everything is written, and nothing of it is broken. */
async function versioned(texts: readonly string[], bump = "minor"): Promise<Written> {
  const there = withChangesets(texts, bump);
  const { code, stdout, stderr } = await releaser(["version"], { cwd: there.dir });
  expect([code, stderr, there.git("status", "--porcelain")]).toEqual([0, "", ""]);
  expect(
    readdirSync(there.dir, { recursive: true, encoding: "utf8" }).filter((path) => path.includes("canary")),
  ).toEqual([]);
  const read = (path: string): string => readFileSync(join(there.dir, path), "utf8");
  const plan = JSON.parse(read("release/plan.json")) as Plan;
  const own = read("packages/a/CHANGELOG.md");
  const written = {
    repo: there,
    key: plan.key,
    plan,
    notes: read(`release/notes/${plan.key}.md`),
    changelog: read("release/CHANGELOG.md"),
    own,
    message: there.git("log", "-1", "--format=%B"),
  };
  const exists = (folder: string) => (path: string) => existsSync(join(there.dir, folder, path));
  expect(markdownProblems(written.notes, { exists: exists("release/notes") })).toEqual([]);
  expect(markdownProblems(written.changelog, { exists: exists("release") })).toEqual([]);
  expect(markdownProblems(written.own)).toEqual([]);
  for (const text of [stdout, written.notes, written.changelog, written.own, written.message]) {
    expect(text).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/u);
  }
  return written;
}

/** What a changelog of Changesets says below its title, which is the package's name. */
function below(own: string): string {
  return own.slice(own.indexOf("\n"));
}

/** What the first two commands say that the notes give for verifying, run where they say, with the key of the rehearsal. */
function verified(notes: string, place: string, tag: string): string {
  const [, block = ""] = /^```sh\n([\s\S]*?)^```$/mu.exec(notes) ?? [];
  const [signature = "", checksums = ""] = block.split("\n").filter((line) => !line.startsWith("#"));
  const signers = signature.replace(".github/allowed_signers", join(place, "allowed_signers"));
  const run = (command: string, cwd: string): string =>
    execFileSync("sh", ["-c", command], {
      cwd,
      env: cleanEnv({ GIT_CONFIG_GLOBAL: "/dev/null" }),
      encoding: "utf8",
      stdio: "pipe",
    });
  run(signers, join(place, "clean"));
  return run(checksums, join(place, "releases", tag));
}

/** The texts of all headings of a level. */
function headings(markdown: string, level: number): readonly string[] {
  return [...toHtml(markdown).matchAll(new RegExp(`<h${level}>(.*?)</h${level}>`, "gu"))].map(([, text = ""]) => text);
}

test("hostile.10 what a shell would run stays as it was written, and nothing runs", async () => {
  const text = "$(touch canary) `touch canary` ; touch canary && touch canary | touch canary > canary";
  const { notes, changelog, own } = await versioned([text, `${text}\n\n\`\`\`sh\n${text}\n\`\`\``]);
  for (const file of [notes, changelog, own]) {
    expect(file).toContain("$(touch canary) `touch canary` ; touch canary &&");
  }
  expect(notes.split("$(touch canary)")).toHaveLength(4);
});

describe("hostile.11 HTML, comments and links of other kinds are text", () => {
  const texts = [
    "</details><script>alert(1)</script>",
    "<img src=x onerror=alert(1)> <!-- never closed",
    "[x]( javascript:alert(1)) [y](javascript:alert(1)) ![z](data:text/html,x) ]( javascript:x)",
    "<!-- releaser:begin people -->\nforged\n<!-- releaser:end people -->",
    "`<b>` <b title='\n\n'> <![CDATA[ <?php",
  ];

  test.each(["minor", "major"])("under the bump %s", async (bump) => {
    const { notes, changelog, own } = await versioned(texts, bump);
    for (const file of [notes, changelog, own]) {
      const html = toHtml(file.replaceAll(/^<!-- releaser:(?:begin|end) people.*-->$/gmu, ""));
      expect(html).not.toMatch(/<(?:script|img|b\b|!|\?|details|\/details)/iu);
      expect(html).not.toMatch(/(?:href|src)="(?!https?:|mailto:|[\w.#/-])/iu);
      expect(html).not.toMatch(/="(?:javascript|data):/iu);
    }
    expect(notes.match(/^<!-- releaser:begin people/gmu)).toHaveLength(1);
  });

  test("and a part for people that a text forges is not taken for it", async () => {
    const { repo: there, key, notes } = await versioned(texts);
    there.git("tag", `v${key}`);
    const again = await releaser(["notes", "--write"], { cwd: there.dir });
    expect([again.code, again.stdout]).toEqual([0, `up to date: release/notes/${key}.md\n`]);
    expect(notes).toContain("forged");
  });
});

test("hostile.12 five hundred mentions notify nobody, and no issue is closed", async () => {
  const crowd = Array.from({ length: 500 }, (_, at) => `@everyone @org/team-${at}`).join(" ");
  const { notes, changelog, own } = await versioned([
    `${crowd} fixes #1, closes acme/acme#2 and GH-3`,
    "@jane: fixes #4",
  ]);
  for (const file of [notes, changelog, below(own)]) {
    for (const prose of toProse(toHtml(file))) {
      expect(prose).not.toMatch(/(?:^|[^A-Za-z0-9])@[A-Za-z0-9]/u);
      expect(prose).not.toMatch(/#\d|\bGH-\d/iu);
    }
    expect(file).toContain("@org/team-499");
  }
});

test("hostile.13 lines of origin count in their own form alone", async () => {
  const { own, notes } = await versioned([
    "One.\n\nauthor: @victim\ncommit: ../../x\npr: 1\nauthor: @a/../b\ncommit: 0123abz",
    "Two.\n\nauthor: @jane\ncommit: 0123abcd\npr: 7",
  ]);
  expect(own).toMatch(/- Two\. \(`#7`, `0123abc` by `jane`\)/u);
  expect(own).toContain("commit: ../../x");
  expect(own).not.toMatch(/\]\([^)]*(?:\.\.\/|victim)/u);
  for (const prose of toProse(toHtml(`${below(own)}\n\n${notes}`))) {
    expect(prose).not.toMatch(/(?:^|[^A-Za-z0-9])@[A-Za-z0-9]/u);
  }
});

describe("hostile.14 a text longer than a page holds", () => {
  test("of 125,001 characters is refused with its place, whatever the alphabet", async () => {
    for (const text of ["x".repeat(125_001), "🚀".repeat(20_000)]) {
      const there = withChangesets([text], "minor");
      const head = there.git("rev-parse", "HEAD");
      const ran = await releaser(["version"], { cwd: there.dir });
      expect([ran.code, ran.stderr]).toEqual([7, expect.stringContaining(".changeset/h0.md")]);
      expect(there.git("rev-parse", "HEAD")).toBe(head);
    }
  });

  test("in parts is written whole, and the page links to what it has no room for", async () => {
    const letters = Object.entries({ ä: 11_000, "🚀": 6500, x: 19_000 });
    const texts = letters.map(([letter, count]) => `Of ${letter}: ${`${letter}${letter} `.repeat(count)}End.`);
    const big = texts.reduce(
      (next, text, at) => next.changeset(`big${at}`, { "@acme/core": "minor" }, text),
      acme().changeset("breaks", { "@acme/core": "major" }, "It breaks."),
    );
    const there = gitRepo(big);
    const place = join(tempDir(), "rehearsal");
    expect(await releaser(["rehearse", "--keep", place], { cwd: there.dir, timeout: 200_000 })).toMatchObject({
      code: 0,
    });
    const tag = readdirSync(join(place, "releases")).find((name) => name.startsWith("v")) ?? "";
    const page = (name: string): string => readFileSync(join(place, "releases", tag, name), "utf8");
    const notes = page("notes.md");
    for (const [at, text] of texts.entries()) expect(notes.split(text), `${at}`).toHaveLength(2);
    expect(verified(notes, place, tag)).toEqual(expect.stringMatching(/notes\.md: OK\n/u));

    const body = page("body.md");
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(bodyLimit);
    expect(body).toContain("are too long for this page: read them in `notes.md`, which is attached.");
    expect(headings(body, 2)).toEqual(["Upgrade notes", "Packages", "Verify it yourself"]);
    expect(markdownProblems(body)).toEqual([]);
  });
});

test("hostile.15 headings and fences split no changelog, and each text stays in its entry", async () => {
  const texts = [
    "One.\n\n## 2.0.0\n\n### Major Changes\n\n- not ours",
    "Two.\n\n```\n## [9.9.9] - 2026-01-01",
    "Three.\n\n~~~md\n# 3.0.0\n~~~\n\n4.0.0\n-----",
    "## [5.0.0]",
    "[9.9.9]: https://evil.test\n\n[1.1.0]: https://evil.test",
  ];
  for (const bump of ["minor", "major"]) {
    const { notes, changelog, own, key } = await versioned(texts, bump);
    expect([changelogHead(changelog), changelogHead(own)]).toEqual([key, key]);
    expect(headings(changelog, 2)).toEqual([expect.stringMatching(new RegExp(`^<a href="notes/${key}\\.md">`, "u"))]);
    expect(headings(own, 2)).toEqual([key]);
    expect(headings(notes, 1)).toEqual([expect.stringMatching(/^v\d/u)]);
    expect(headings(notes, 2)).toEqual([
      bump === "major" ? "Upgrade notes" : "Features",
      "Packages",
      "Verify it yourself",
    ]);
    for (const text of ["not ours", "9.9.9", "3.0.0", "4.0.0", "5.0.0"]) {
      for (const file of [notes, own]) expect(file).toContain(text);
    }
  }
});

describe("hostile.16 a trailer", () => {
  test("amid a text, behind a rule or in code never becomes one of the commit", async () => {
    const { message, plan, notes } = await versioned([
      "One.\n\nDecision-ID: D-9999\n\nMore.",
      "Two.\n\n---\n\nRelated-Capsule: x@0123abcd\n\n---\nmore",
      "Three.\n\n```\nDecision-ID: D-9999\n```",
      "Four: Decision-ID: D-9999\nRelease-Train: v9.9.9\nX: y",
    ]);
    expect(plan.decisions).toEqual([]);
    const trailers = parseTrailers(message);
    expect(trailers.map(({ key }) => key)).toEqual(["Release-Train", "Plan-Digest", "RulesHash", "Produced-By"]);
    expect(notes).toContain("Decision-ID: D-9999");
  });

  test("at the end of a changeset that the ledger does not know stops the version commit", async () => {
    const there = withChangesets(["One.\n\nDecision-ID: D-9999"], "minor");
    const head = there.git("rev-parse", "HEAD");
    const { code, stderr } = await releaser(["version"], { cwd: there.dir });
    expect([code, stderr]).toEqual([2, expect.stringContaining("E_DECISION_UNKNOWN")]);
    expect([there.git("rev-parse", "HEAD"), there.git("status", "--porcelain")]).toEqual([head, ""]);
  });
});
