import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "@releaser/skew";
import { type GitRepo, gitRepo, releaser, type ReleaserResult, repo, tempDir, type World } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { reportIn } from "./documents.ts";

const canary = "c4n4ry-of-a-secret";

const world = repo()
  .pkg("@s/a@1.0.0")
  .pkg("@s/b@1.0.0", { dependencies: { "@s/a": "workspace:^" } })
  .changeset("good", { "@s/a": "minor" });

interface Outcome {
  readonly said: ReleaserResult;
  readonly json: ReleaserResult;
}

/** Both forms of the check over a committed tree: no stack trace, nothing leaked, nothing written. */
async function check(hostile: World, prepare: (repo: GitRepo) => void = () => {}): Promise<Outcome> {
  const there = gitRepo(hostile);
  prepare(there);
  there.commit("hostile");
  const before = [there.git("rev-parse", "HEAD"), there.git("for-each-ref")];
  const [said, json] = await Promise.all([
    releaser(["skew"], { cwd: there.dir }),
    releaser(["skew", "--json"], { cwd: there.dir }),
  ]);
  for (const { stdout, stderr } of [said, json]) {
    expect(stdout + stderr).not.toMatch(/^\s+at .*:\d+:\d+\)?$/mu);
    expect(stdout + stderr).not.toContain(canary);
    // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
    expect(stdout + stderr).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/u);
  }
  expect([there.git("rev-parse", "HEAD"), there.git("for-each-ref")]).toEqual(before);
  expect(there.git("status", "--porcelain", "--ignored")).toBe("");
  return { said, json };
}

/** The errors as `rule file`, of a check that ends with 7. */
async function errors(hostile: World, prepare?: (repo: GitRepo) => void): Promise<readonly string[]> {
  const { said, json } = await check(hostile, prepare);
  expect([said.code, json.code, said.stderr, json.stderr]).toEqual([7, 7, "", ""]);
  const found = reportIn(json).findings.filter(({ level }) => level === "error");
  for (const { rule } of found) expect(said.stdout).toContain(rule);
  return found.map(({ rule, file }) => `${rule} ${file}`);
}

function changesetOf(text: string | Uint8Array, name = "hostile.md"): (repo: GitRepo) => void {
  return ({ dir }) => writeFileSync(join(dir, ".changeset", name), text);
}

/** The files of those changesets, `h0.md` and on, that are told to be invalid. */
async function invalidOf(texts: readonly (string | Uint8Array)[]): Promise<readonly string[]> {
  const found = await errors(world, (there) => {
    for (const [index, text] of texts.entries()) changesetOf(text, `h${index}.md`)(there);
  });
  return [...new Set(found)];
}

const all = (of: readonly unknown[]): readonly string[] =>
  of.map((_, index) => `plan/invalid-changeset .changeset/h${index}.md`);

const invalid = ["plan/invalid-changeset .changeset/hostile.md"];

test("hostile.1 a changeset that is a symbolic link is refused, and where it leads is not read", async () => {
  const outside = join(tempDir(), "npmrc");
  writeFileSync(outside, `//registry.example/:_authToken=${canary}\n---\n"@s/a": major\n---\n`);
  const targets = [outside, "/etc/passwd", "../package.json", "/dev/zero"];
  const found = await errors(world, ({ dir }) => {
    for (const [index, target] of targets.entries()) symlinkSync(target, join(dir, `.changeset/h${index}.md`));
  });
  expect(found).toEqual(all(targets));
});

test("hostile.2 a changeset of 1 MB, and one of 32 KB of line ends, are refused", async () => {
  const spaces = "\n ".repeat(16 * 1024);
  const texts = [
    "x".repeat(1024 * 1024),
    spaces,
    `---\n"@s/a": patch${spaces}`,
    `---${spaces}`,
    `---\n${"- ".repeat(30_000)}\n---\n`,
    `---\n${"[".repeat(30_000)}\n---\n`,
  ];
  expect(await invalidOf(texts)).toEqual(all(texts));
});

test("hostile.3 an alias bomb in front matter is refused", async () => {
  const lines = ["a: &a0 [x,x,x,x,x,x,x,x,x]"];
  for (let level = 1; level < 10; level += 1) {
    lines.push(`a${level}: &a${level} [${Array.from({ length: 9 }, () => `*a${level - 1}`).join(",")}]`);
  }
  const found = await errors(world, changesetOf(`---\n${lines.join("\n")}\n---\n\nx\n`));
  expect([...new Set(found)]).toEqual(invalid);
});

test("hostile.4 names that JavaScript knows are no packages", async () => {
  const text = '---\n"__proto__": major\n"constructor": minor\n"toString": patch\n---\n\nx\n';
  expect(await errors(world, changesetOf(text))).toEqual(
    Array.from({ length: 3 }, () => "plan/unknown-package .changeset/hostile.md"),
  );
});

describe("hostile.5 a package by a name that is none", () => {
  const names = [
    "../../x",
    "@a/../b",
    "/etc/x",
    "a\\b",
    "CON",
    "@s/nul.js",
    "x.",
    `@s/${"n".repeat(212)}`,
    "a b",
    "-d",
    ".x",
  ];

  test("is an error of its manifest", async () => {
    const hostile = names.reduce(
      (next, name, index) => next.pkg(`p${index}@1.0.0`, { name }, { dir: `packages/p${index}` }),
      world,
    );
    const found = await errors(hostile);
    for (const [index] of names.entries()) expect(found).toContain(`meta/unreadable packages/p${index}/package.json`);
  });

  test("named in a changeset alone is unknown", async () => {
    const text = `---\n${names.map((name) => `${JSON.stringify(name)}: major`).join("\n")}\n---\n\nx\n`;
    expect(await errors(world, changesetOf(text))).toEqual(
      names.map(() => "plan/unknown-package .changeset/hostile.md"),
    );
  });
});

test.runIf(rules.some(({ id }) => id === "id/version-invalid"))(
  "hostile.6 a version that is none, or that no tag can carry, is an error of its manifest",
  async () => {
    const versions = ["1.0.0/../../y", "1.0.0\n", "v1", " 1.0.0", "1.0.0+meta"];
    const hostile = versions.reduce((next, version, index) => next.pkg(`p${index}`, { version }), world);
    const found = await errors(hostile);
    for (const [index] of versions.entries()) {
      expect(found).toContain(`id/version-invalid packages/p${index}/package.json`);
    }
  },
);

test("hostile.9 a changeset by a name that a shell or a terminal would take apart is refused", async () => {
  const names = ["a\nb", "$(id)", "`id`", ";rm", "a|b", "\u202Egnp", "\u001B[2J", "-rf", "x".repeat(200), "::error::x"];
  const found = await errors(world, ({ dir }) => {
    for (const name of names) writeFileSync(join(dir, ".changeset", `${name}.md`), '---\n"@s/a": major\n---\n\nx\n');
  });
  expect(found.toSorted()).toEqual(names.map((name) => `plan/invalid-changeset .changeset/${name}.md`).toSorted());
});

describe("hostile.17 what steers a terminal or a runner", () => {
  test("in names and bumps of a changeset is shown, not obeyed", async () => {
    const names = [
      String.raw`\e[2J\e]0;t\a`,
      String.raw`\u009b31m`,
      String.raw`\u202Eevil\u2066`,
      String.raw`a\r::error::b`,
    ];
    const commands = ["::set-output name=x::y", "::add-mask::core", "##[error]x", "::stop-commands::t"];
    const lines = [...names, ...commands].map((name) => `"${name}": patch`);
    const { said } = await check(
      world,
      changesetOf(`---\n${lines.join("\n")}\n"@s/a": "\\e]8;;http://x\\a##[group]"\n---\n\nx\n`),
    );
    const { said: unknown } = await check(world, changesetOf(`---\n${lines.join("\n")}\n---\n\n::error::x\u001B[2J\n`));
    expect([said.code, unknown.code]).toEqual([7, 7]);
    expect(unknown.stdout).toContain("\\u{1b}[2J");
    expect(unknown.stdout).toContain("\\u{202e}evil");
    for (const { stdout } of [said, unknown]) expect(stdout).not.toMatch(/^\s*::[a-z-]+[^:]*::|##\[/mu);
  });

  test("in names of folders and in versions is shown, not obeyed", async () => {
    const dir = "::error title=x::y";
    const hostile = world
      .pkg("@s/c@1.0.0", { dependencies: { "@s/a": "^9.0.0" } }, { dir })
      .pkg("@s/d@1.0.0", { version: "\u001B]0;t\u0007##[error]" })
      .globs(["packages/*", "*"]);
    const { said, json } = await check(hostile);
    expect([said.code, json.code]).toEqual([7, 7]);
    expect(said.stdout).toContain(`${dir}/package.json`);
    expect(said.stdout).not.toMatch(/^\s*::[a-z-]+[^:]*::|##\[/mu);
    expect(reportIn(json).findings.map(({ file }) => file)).toContain(`${dir}/package.json`);
  });
});

describe("hostile.18 bytes", () => {
  const plain = '---\n"@s/a": major\n---\n\nText.\n';

  test("a byte order mark and CRLF are passed over", async () => {
    const { said, json } = await check(world, changesetOf(`\uFEFF${plain.replaceAll("\n", "\r\n")}`));
    expect([said.code, json.code]).toEqual([0, 0]);
  });

  test("NUL, invalid UTF-8 and lone surrogates are refused", async () => {
    const bytes = new TextEncoder().encode(plain);
    const texts = [
      plain.replace("Text", "Te\0xt"),
      new Uint8Array([...bytes, 0xff, 0xfe, 0x0a]),
      new Uint8Array([...bytes, 0xed, 0xa0, 0x80, 0x0a]),
    ];
    expect(await invalidOf(texts)).toEqual(all(texts));
  });
});

test("hostile.19 front matter with keys stated twice, tabs, a second document or tags is refused", async () => {
  const fronts = [
    '"@s/a": patch\n"@s/a": major',
    '"@s/a":\n\tpatch',
    '"@s/a": patch\n...\n"@s/b": major',
    '"@s/a": !!js/function "function () {}"',
    '"@s/a": !run patch',
  ];
  expect(await invalidOf(fronts.map((front) => `---\n${front}\n---\n\nx\n`))).toEqual(all(fronts));
});

describe("hostile.20 JSON", () => {
  const deep = `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`;
  const big = JSON.stringify({ padding: "x".repeat(10 * 1024 * 1024) });

  test.each([
    ["10 MB", big],
    ["10,000 levels", deep],
    ["no end", "{"],
    ["nothing", ""],
    ["a key stated twice", '{ "__proto__": { "polluted": true }, "__proto__": 1 }'],
  ])("a configuration of %s is refused", async (_, text) => {
    const found = await errors(world, changesetOf(text, "config.json"));
    expect(found).toEqual(["plan/invalid-changeset .changeset/config.json"]);
  });

  test("manifests of 10 MB, of 10,000 levels and with a key stated twice are errors", async () => {
    const repeated = '{ "name": "@s/e", "version": "1.0.0", "__proto__": {}, "__proto__": 1 }';
    const texts = { c: big, d: deep, e: repeated };
    const hostile = Object.entries(texts).reduce(
      (next, [name, text]) => next.file(`packages/${name}/package.json`, text),
      world,
    );
    const found = await errors(hostile);
    for (const name of Object.keys(texts)) expect(found).toContain(`meta/unreadable packages/${name}/package.json`);
  });
});
