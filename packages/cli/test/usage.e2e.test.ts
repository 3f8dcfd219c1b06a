import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Failure } from "@releaser/core";
import { validateDocument } from "@releaser/gates";
import {
  builtReleaser,
  gitRepo,
  releaser,
  type ReleaserResult,
  repo,
  repositoryRoot,
  startProgram,
  tempDir,
} from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import type { StatusDocument } from "../src/status-document.ts";
import { verbDefinitions } from "../src/definitions/verb-definitions.ts";
import { acme } from "./worlds.ts";

const sentinel = join(repositoryRoot, ".sentinel");
const verbs = verbDefinitions.map(({ name }) => name);

/** A verb with what it cannot do without. */
const needs: Readonly<Record<string, readonly string[]>> = { portable: ["--out", "portable"], why: ["@acme/core"] };
const typed = (verb: string): readonly string[] => [verb, ...(needs[verb] ?? [])];

/** The one document on standard output, which must be a valid `release-status.v1`. */
function statusOf({ stdout }: ReleaserResult): StatusDocument {
  const status = JSON.parse(stdout) as StatusDocument;
  expect(validateDocument(sentinel, "release-status.v1", status)).toEqual([]);
  return status;
}

const tellsNoStack = ({ stdout, stderr }: ReleaserResult): void =>
  expect(`${stdout}${stderr}`).not.toMatch(/^\s+at |node:internal|file:\/\//mu);

describe("help", () => {
  test("names every verb, where to start and every exit code, and each verb tells its options", async () => {
    const [whole, bare, again, ...each] = await Promise.all(
      [["--help"], [], ["help"], ...verbs.map((verb) => [verb, "--help"])].map((args) => releaser(args)),
    );
    expect(whole).toMatchObject({ code: 0, stderr: "" });
    expect([bare, again]).toEqual([whole, whole]);
    expect(whole?.stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
    for (const { name, summary } of verbDefinitions) {
      const [first = ""] = summary.split(/[ ,;]/u);
      expect(whole?.stdout).toMatch(new RegExp(`^  ${name} .* ${first}`, "mu"));
    }
    expect(whole?.stdout).toMatch(/^Start here:\n  releaser init .*\n  releaser rehearse /mu);
    for (const exit of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 130]) {
      expect(whole?.stdout).toMatch(new RegExp(`\\b${exit} \\w`, "u"));
    }

    for (const [index, definition] of verbDefinitions.entries()) {
      const { name, summary, about, options = [], takesKey, takesPackage, dryRun, goesOutward } = definition;
      expect(each[index]).toMatchObject({ code: 0, stderr: "" });
      const told = each[index]?.stdout ?? "";
      const argument = takesKey ? " [key]" : takesPackage ? " <package>" : "";
      expect(told.split("\n")[0]).toBe(`Usage: releaser ${name} [options]${argument}`);
      expect(told).toContain(summary);
      expect(told.replaceAll(/\s+/gu, " ")).toContain(about);
      expect(told.split("\n").filter((line) => line.length > 80)).toEqual([]);
      for (const flag of [...options.map(({ long }) => long ?? ""), "--cwd", "--json", "--no-color"]) {
        expect(told).toContain(flag);
      }
      expect([told.includes(" --dry-run "), told.includes(" --outward ")]).toEqual([
        dryRun !== false,
        goesOutward === true,
      ]);
    }
  });

  test("--version is that of the package", async () => {
    const ran = await releaser(["--version"]);
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    expect(ran.stdout).toMatch(/^\d+\.\d+\.\d+\S*\n$/u);
    expect(await releaser(["-V"])).toEqual(ran);
  });

  test("whoever stops reading gets no stack trace", async () => {
    const ran = await startProgram(["sh", "-c", `"${process.execPath}" "${builtReleaser}" --help | true`]).done;
    expect(ran).toMatchObject({ code: 0, stderr: "" });
  });
});

describe("what is not understood", () => {
  test.each([
    { args: ["rehaerse"], says: "unknown command 'rehaerse'\n(Did you mean rehearse?)", verb: "releaser" },
    { args: ["not/a verb"], says: "unknown command 'not/a verb'", verb: "releaser" },
    { args: ["plan", "--jsno"], says: "unknown option '--jsno'\n(Did you mean --json?)", verb: "plan" },
    { args: ["--cwd", "/elsewhere", "plan"], says: "unknown option '--cwd'", verb: "plan" },
    { args: ["publish", "--to", "moon"], says: "packed, staged, tagged, published", verb: "publish" },
    { args: ["prove", "--remote", "--minutes", "soon"], says: "It is a number above 0", verb: "prove" },
    { args: ["skew", "--scope", "all"], says: "tree, offline", verb: "skew" },
    { args: ["skew", "--format", "xml"], says: "human, json, sarif, github, markdown", verb: "skew" },
    { args: ["publish", "1.0.0", "2.0.0"], says: "too many arguments", verb: "publish" },
    { args: ["decision", "--x"], says: "unknown option '--x'", verb: "decision" },
    { args: ["rehearse", "--dry-run"], says: "unknown option '--dry-run'", verb: "rehearse" },
    { args: ["status", "--cwd"], says: "argument missing", verb: "status" },
  ])("$args is exit 2 and says so, in words and as a document", async ({ args, says, verb }) => {
    const [words, document] = await Promise.all([
      releaser(args),
      releaser([args[0] ?? "", "--json", ...args.slice(1)]),
    ]);
    expect(words).toMatchObject({ code: 2, stdout: "" });
    expect(words.stderr.replaceAll(/\n {4}/gu, "\n")).toContain(says);
    expect(words.stderr).toContain("→ you: releaser --help");
    tellsNoStack(words);
    const status = statusOf(document);
    expect([document.code, status]).toMatchObject([
      2,
      { verb, ok: false, exit: 2, next: "releaser --help", failures: [{ code: "E_USAGE", who: "you" }] },
    ]);
  });
});

test("a verb that help does not know is exit 2", async () => {
  const ran = await releaser(["help", "me"]);
  expect(ran).toMatchObject({ code: 2, stdout: "" });
  expect(ran.stderr).toContain("there is no verb me");
});

describe("where there is nothing to work on", () => {
  test("outside of any workspace every verb is exit 2 with a failure and what to do next", async () => {
    const cwd = tempDir();
    for (const verb of verbs) {
      const ran = await releaser([...typed(verb), "--json"], { cwd });
      const status = statusOf(ran);
      expect([ran.code, status]).toMatchObject([2, { verb, exit: 2, failures: [{ code: "E_WORKSPACE_MISSING" }] }]);
      expect(status.next).toContain("--cwd");
      tellsNoStack(ran);
    }
  });

  test("a workspace that is no repository, or has no commit, or no .changeset, is told what it lacks", async () => {
    const bare = acme().write(join(tempDir(), "bare"));
    const uncommitted = acme().write(join(tempDir(), "uncommitted"));
    await startProgram(["git", "init", "--quiet", uncommitted]).done;
    const unplanned = gitRepo(repo().pkg("@acme/core@1.0.0").config(undefined)).dir;
    const told: readonly (readonly [cwd: string, verb: string, code: string])[] = [
      ...["version", "status", "publish", "rehearse"].flatMap((verb) =>
        [bare, uncommitted].map((cwd) => [cwd, verb, "E_NOT_A_REPOSITORY"] as const),
      ),
      [unplanned, "plan", "E_NOTHING_PLANS"],
      [unplanned, "rehearse", "E_REHEARSAL_SOURCE"],
      [unplanned, "publish", "E_RELEASE_UNKNOWN"],
    ];
    for (const [cwd, verb, code] of told) {
      const ran = await releaser([verb, "--json"], { cwd });
      const status = statusOf(ran);
      expect([cwd, verb, ran.code, status.failures.map((failure) => failure.code)]).toEqual([cwd, verb, 2, [code]]);
      expect(status.next).not.toBeNull();
      tellsNoStack(ran);
    }
  });
});

test("portable refuses a place that is no empty folder", async () => {
  const { dir: cwd } = gitRepo(acme());
  for (const [out, why] of [
    ["package.json", "it is no folder"],
    ["packages", "something is in it already"],
  ] as const) {
    const ran = await releaser(["portable", "--out", out, "--json"], { cwd });
    expect([ran.code, statusOf(ran).failures]).toMatchObject([
      2,
      [{ code: "E_PORTABLE", why, next: "name a new folder" }],
    ]);
  }
});

describe("--json", () => {
  test("is one document on standard output, whatever comes of it, and prose goes elsewhere", async () => {
    const { dir: cwd } = gitRepo(acme());
    const plan = await releaser(["plan", "--json"], { cwd });
    expect([plan.code, validateDocument(sentinel, "release-plan.v1", JSON.parse(plan.stdout))]).toEqual([0, []]);
    const skew = await releaser(["skew", "--json"], { cwd });
    expect([skew.code, validateDocument(sentinel, "skew-report.v1", JSON.parse(skew.stdout))]).toEqual([0, []]);

    const why = await releaser(["why", "@acme/core", "--json"], { cwd });
    expect([why.code, validateDocument(sentinel, "why.v1", JSON.parse(why.stdout))]).toEqual([0, []]);

    const codes: Readonly<Record<string, number>> = { publish: 2, verify: 2, announce: 2, rollback: 2, portable: 2 };
    for (const verb of verbs.filter((name) => !["plan", "skew", "why", "rehearse"].includes(name))) {
      const ran = await releaser([verb, "--json", "--dry-run"], { cwd });
      const status = statusOf(ran);
      expect([verb, ran.code, status.verb]).toEqual([verb, codes[verb] ?? 0, verb]);
      expect([status.exit, status.ok]).toEqual([ran.code, ran.code === 0]);
    }
    const prose = await releaser(["version", "--json"], { cwd });
    expect(prose.stderr).toContain("next: releaser publish 1.5.0");
    expect(statusOf(prose)).toMatchObject({ key: "1.5.0", tag: "v1.5.0", ok: true });
  });

  test("no escape sequence reaches what is no terminal, and FORCE_COLOR and --no-color are obeyed", async () => {
    const { dir: cwd } = gitRepo(acme());
    const env = { NO_COLOR: undefined };
    const [plain, forced, refused] = await Promise.all([
      releaser(["status"], { cwd, env }),
      releaser(["publish"], { cwd, env: { ...env, FORCE_COLOR: "1" } }),
      releaser(["publish", "--no-color"], { cwd, env: { ...env, FORCE_COLOR: "1" } }),
    ]);
    expect(`${plain.stdout}${plain.stderr}${refused.stdout}${refused.stderr}`).not.toContain("\u001b");
    expect(forced.stderr).toContain("\u001b[31m");
  });
});

describe("a configuration that is wrong", () => {
  const problems = async (file: string, text: string): Promise<readonly string[]> => {
    const { dir: cwd } = gitRepo(acme().file(file, text));
    const ran = await releaser(["plan", "--json"], { cwd });
    const status = statusOf(ran);
    const failure = status.failures[0] as Failure;
    expect([ran.code, failure.code]).toEqual([2, "E_CONFIG_INVALID"]);
    expect(failure.next).toContain(`mend ${file}`);
    tellsNoStack(ran);
    return failure.why.split("\n");
  };

  test("is told with all problems at once, each with its line", async () => {
    const json = [
      "{",
      '  "branch": "",',
      '  "remoet": "origin",',
      '  "page": { "kind": "hosted" },',
      '  "gates": {',
      '    "test": { "owner": "Somebody",',
      '      "timeoutMinutes": 0 }',
      "  },",
      '  "links": [{ "title": "Docs", "url": "https://example.test" },',
      '    { "title": "Bad", "url": "javascript:1" }]',
      "}",
    ];
    expect(await problems("releaser.config.json", json.join("\n"))).toEqual(
      expect.arrayContaining([
        'releaser.config.json:3  the configuration has an unknown key "remoet"; did you mean "remote"?',
        "releaser.config.json:2  branch must NOT have fewer than 1 characters",
        "releaser.config.json:4  page must have required property 'path'",
        "releaser.config.json:4  page.kind must be one of directory, github",
        "releaser.config.json:6  gates.test.owner must be one of Builder, Integrator/Owner, Owner, Verifier/Observer",
        "releaser.config.json:7  gates.test.timeoutMinutes must be > 0",
        'releaser.config.json:10  links.1.url must match pattern "^https?://"',
      ]),
    );
  });

  test("the same for one in TypeScript", async () => {
    const text = [
      "// branch: a comment",
      'const { resolve } = await import("node:path");',
      "export default {",
      '  page: { kind: "directory", path: resolve("..") },',
      "  skew: { rules: {",
      '    "range/internal-excludes": "fatal" as const,',
      "  } },",
      "  packageTags: 1,",
      "};",
    ];
    expect(await problems("releaser.config.ts", text.join("\n"))).toEqual([
      "releaser.config.ts:8  packageTags must be boolean",
      "releaser.config.ts:6  skew.rules.range/internal-excludes must be one of error, warning, info, off",
    ]);
  });

  test("or with why it could not be loaded", async () => {
    expect(await problems("releaser.config.json", '{ "branch": "main", }\n')).toEqual([
      expect.stringMatching(/JSON at position 20 \(line 1 column 21\)/u),
    ]);
    expect((await problems("releaser.config.ts", "export default {\n  branch: ,\n};\n")).join("\n")).toMatch(
      /Expression expected|Unexpected token/u,
    );
    expect(await problems("releaser.config.js", 'throw new Error("no luck");\n')).toEqual(["no luck"]);
  });

  test("or that there are two", async () => {
    const { dir: cwd } = gitRepo(
      acme().file("releaser.config.json", "{}").file("releaser.config.ts", "export default {};"),
    );
    mkdirSync(join(cwd, "deep"));
    writeFileSync(join(cwd, "deep/file"), "");
    const ran = await releaser(["status", "--json", "--cwd", join(cwd, "deep")]);
    expect(statusOf(ran).failures).toMatchObject([
      { code: "E_CONFIG_INVALID", why: expect.stringContaining("keep one") as string },
    ]);
  });
});
