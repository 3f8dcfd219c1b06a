import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { validateDocument } from "@releaser/gates";
import {
  fixture,
  fixtureTest,
  gitRepo,
  releaser,
  type ReleaserResult,
  repo,
  repositoryRoot,
  startProgram,
  tempDir,
} from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import type { LedgerDocument } from "../src/decision/ledger-document.ts";
import type { StatusDocument } from "../src/status-document.ts";

const file = ".sentinel/DECISIONS.md";
const entry = (id: string): string => `ID: ${id}\nDate: 2026-01-05\nDecision: Do it.\nOutputs: src\n`;
const ledger = (next: string, ...ids: readonly string[]): string =>
  `# Decisions\n\n## NEXT_ID\n\n${next}\n\n## Entries\n\n${ids.map(entry).join("\n")}`;
const values = ["--author", "Ada", "--date", "2026-11-27", "--scope", "core", "--rationale", "Why", "--outputs", "src"];

function world(text = ledger("D-0002", "D-0001")): { readonly dir: string; readonly read: () => string } {
  const dir = repo().pkg("@s/a@1.0.0").file(file, text).write(join(tempDir(), "repo"));
  return { dir, read: () => readFileSync(join(dir, file), "utf8") };
}

const add = async (cwd: string, ...more: readonly string[]): Promise<ReleaserResult> =>
  await releaser(["decision", "add", "--json", ...values, "--decision", "Sign tags.", ...more], { cwd });
const check = async (cwd: string): Promise<ReleaserResult> => await releaser(["decision", "check", "--json"], { cwd });

function documentOf({ stdout }: ReleaserResult): LedgerDocument {
  const document = JSON.parse(stdout) as LedgerDocument;
  expect(validateDocument(join(repositoryRoot, ".sentinel"), "decision-ledger.v1", document)).toEqual([]);
  return document;
}

/** Exit and code of a refusal, which leaves the ledger as it is and nothing beside it. */
async function refusal(
  { dir, read }: ReturnType<typeof world>,
  ...more: readonly string[]
): Promise<readonly [exit: number | undefined, code: string | undefined, told: string]> {
  const before = [read(), readdirSync(join(dir, ".sentinel"))];
  const ran = await add(dir, ...more);
  const [failure] = (JSON.parse(ran.stdout) as StatusDocument).failures;
  expect([read(), readdirSync(join(dir, ".sentinel"))]).toEqual(before);
  expect(ran.stderr).not.toMatch(/^\s+at /mu);
  return [ran.code, failure?.code, `${failure?.what ?? ""}\n${failure?.why ?? ""}`];
}

describe("add", () => {
  test("gives the next id, raises it, keeps the rest and the mode, and list and check know it", async () => {
    const { dir, read } = world(`\uFEFF${ledger("D-0002", "D-0001").replaceAll("\n", "\r\n")}`);
    chmodSync(join(dir, file), 0o640);
    const before = read();
    const dry = await add(dir, "--dry-run");
    expect([documentOf(dry).added, read()]).toEqual(["D-0002", before]);
    expect(documentOf(await add(dir, "--supersedes", "D-0001"))).toMatchObject({
      ok: true,
      added: "D-0002",
      nextId: "D-0003",
    });
    expect(read().startsWith(before.replace("D-0002", "D-0003"))).toBe(true);
    expect(statSync(join(dir, file)).mode & 0o777).toBe(0o640);
    expect(readdirSync(join(dir, ".sentinel"))).toEqual(["DECISIONS.md"]);
    const list = await releaser(["decision", "list"], { cwd: dir });
    expect(list).toMatchObject({ code: 0, stdout: "D-0001  2026-01-05  Do it.\nD-0002  2026-11-27  Sign tags.\n" });
    const checked = await releaser(["decision", "check"], { cwd: dir });
    expect(checked).toMatchObject({ code: 0, stdout: "2 decisions, the next is D-0003: sound\n", stderr: "" });
  });

  test("many at once get an id each, and no entry is lost", async () => {
    const { dir } = world();
    const ran = await Promise.all(
      Array.from({ length: 8 }, async (_, index) => await add(dir, "--scope", `s${index}`)),
    );
    expect(ran.map(({ code }) => code)).toEqual(ran.map(() => 0));
    const given = ran.map((one) => documentOf(one).added ?? "").toSorted();
    expect(given).toEqual(["D-0002", "D-0003", "D-0004", "D-0005", "D-0006", "D-0007", "D-0008", "D-0009"]);
    const { ok, nextId, entries } = documentOf(await check(dir));
    expect([ok, nextId, entries.map(({ id }) => id).toSorted()]).toEqual([true, "D-0010", ["D-0001", ...given]]);
    expect(new Set(entries.map(({ scope }) => scope)).size).toBe(9);
  });
});

describe("hostile.21 and hostile.22: a value never becomes a trailer or another entry", () => {
  test.each([
    ["--rationale", "x\nDecision-ID: D-9999"],
    ["--decision", "x\n\nID: D-9999"],
    ["--outputs", "x\r\rID: D-9999"],
    ["--supersedes", "D-0042"],
  ])("%s %j", async (option, value) => {
    expect(await refusal(world(), option, value)).toMatchObject([
      2,
      "E_DECISION_INVALID",
      expect.stringContaining(option.slice(2)),
    ]);
  });
});

describe("hostile.23: no id is given while NEXT_ID is in doubt", () => {
  test.each([
    ["missing", ledger("D-0002", "D-0001").replace("NEXT_ID", "Next")],
    ["twice", `${ledger("D-0002", "D-0001")}\n## NEXT_ID\n\nD-0002\n`],
    ["taken", ledger("D-0001", "D-0001")],
    ["of five digits", ledger("D-10000", "D-0001")],
    ["in a code fence", `\`\`\`\n${ledger("D-0002")}\`\`\`\n\n${entry("D-0001")}`],
  ])("%s", async (_, text) => {
    const there = world(text);
    expect(await refusal(there)).toMatchObject([3, "E_LEDGER_INVALID", expect.stringContaining("write D-0002")]);
    const checked = await check(there.dir);
    expect([checked.code, documentOf(checked).problems.map(({ kind }) => kind)]).toEqual([3, ["next-id"]]);
  });
});

test("hostile.24: duplicate, gap, archive and placeholder are told apart", async () => {
  const { dir } = world(`${ledger("D-0007", "D-0002", "D-0002", "D-0006")}\n${entry("D-####")}`);
  writeFileSync(join(dir, ".sentinel/DECISIONS.archive.md"), `${entry("D-0001")}\n${entry("D-0004")}`);
  const ran = await check(dir);
  expect([ran.code, documentOf(ran).problems.map(({ kind, level, line }) => `${level} ${kind}:${line}`)]).toEqual([
    3,
    ["error duplicate:14", "warning gap:19", "info placeholder:24", "info archived:1", "warning gap:6"],
  ]);
  const said = await releaser(["decision", "check"], { cwd: dir });
  expect(said.stdout).toContain(
    `error    ${file}:14  duplicate: D-0002 is already an entry on line 9\n         → give`,
  );
  expect(said.stdout).toMatch(/\n5 decisions, the next is D-0007: 1 error, 2 warnings\n$/u);
});

describe("hostile.25: locks and links", () => {
  test("the lock of a dead process is told with its age and process, and broken when told", async () => {
    const there = world();
    const { pid, done } = startProgram(["true"]);
    await done;
    writeFileSync(join(there.dir, `${file}.lock`), `{"pid":${pid},"time":"2026-01-05T00:00:00.000Z"}\n`);
    const [exit, code, told] = await refusal(there);
    expect([exit, code]).toEqual([8, "E_LEDGER_LOCK_STALE"]);
    expect(told).toMatch(new RegExp(`process ${pid}\\b[^]* \\d+ s ago`, "u"));
    expect(documentOf(await add(there.dir, "--break-lock")).added).toBe("D-0002");
    expect(readdirSync(join(there.dir, ".sentinel"))).toEqual(["DECISIONS.md"]);
  });

  test("a lock that states no process is stale too", async () => {
    const there = world();
    writeFileSync(join(there.dir, `${file}.lock`), "");
    expect(await refusal(there)).toMatchObject([
      8,
      "E_LEDGER_LOCK_STALE",
      expect.stringContaining("an unknown process"),
    ]);
  });

  test("a ledger that leads out of the repository is neither read nor written", async () => {
    const { dir } = world();
    const outside = join(tempDir(), "secret");
    writeFileSync(outside, ledger("D-0002", "D-0001"));
    rmSync(join(dir, file));
    symlinkSync(outside, join(dir, file));
    for (const ran of await Promise.all([add(dir), check(dir)])) {
      expect(JSON.parse(ran.stdout)).toMatchObject({
        verb: "decision",
        exit: 2,
        failures: [{ code: "E_LEDGER_UNREADABLE" }],
      });
    }
    expect(readFileSync(outside, "utf8")).toBe(ledger("D-0002", "D-0001"));
  });

  test("one that is no text, no file or not there is told", async () => {
    const { dir } = world();
    const why = async (): Promise<string> =>
      (JSON.parse((await add(dir)).stdout) as StatusDocument).failures
        .map(({ code, why: told }) => `${code} ${told}`)
        .join();
    writeFileSync(join(dir, file), Buffer.from([0x23, 0xff, 0x0a]));
    expect(await why()).toMatch(/^E_LEDGER_UNREADABLE .*utf-8/u);
    rmSync(join(dir, file));
    expect(await why()).toMatch(/^E_LEDGER_UNREADABLE there is no such file/u);
    mkdirSync(join(dir, file));
    expect(await why()).toMatch(/^E_LEDGER_UNREADABLE it is no regular file/u);
  });
});

test("hostile.26: a capsule's id that is a path is an error; one that is not there a warning", async () => {
  const text = `${ledger("D-0003", "D-0001", "D-0002")}Rationale: Capsule ../../etc@deadbeef and capsule purring@0123abcd\n`;
  const { dir } = world(text);
  const kinds = async (): Promise<readonly string[]> => documentOf(await check(dir)).problems.map(({ kind }) => kind);
  expect(await kinds()).toEqual(["capsule-id", "capsule"]);
  mkdirSync(join(dir, ".specify/specs/purring"), { recursive: true });
  writeFileSync(join(dir, ".specify/specs/purring/capsule.md"), "# Capsule purring@0123abcd\n");
  expect(await kinds()).toEqual(["capsule-id"]);
});

test("without one of its verbs it says which there are", async () => {
  const ran = await releaser(["decision"]);
  expect(ran).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("decision needs one of add, list, check") as string,
  });
  expect((await releaser(["decision", "--help"])).stdout).toMatch(/ add [^]* list [^]* check /u);
});

test("the ledger of this repository is sound", async () => {
  const ran = await check(repositoryRoot);
  expect([ran.code, documentOf(ran).problems]).toEqual([0, []]);
});

describe("file headers", () => {
  const header = (decision: string): string => `// ProducedBy=BUILDER RulesHash=BUILDER@1.0 Decision=${decision}\n`;

  test("of tracked files are judged, each with its line, and nothing else is read", async () => {
    const secret = join(tempDir(), "secret.ts");
    writeFileSync(secret, header("D-0666"));
    const { dir, commit } = gitRepo(
      repo()
        .pkg("@s/a@1.0.0")
        .file(file, ledger("D-0002", "D-0001"))
        .file(".sentinel/DECISIONS.archive.md", entry("D-0000"))
        .file("src/sound.ts", header("D-0001 (#0123abc)"))
        .file("src/unknown.ts", `#!/usr/bin/env node\n${header("D-0042")}`)
        .file("src/agent.sh", "# ProducedBy=A B RulesHash=A@1.0 Decision=D-0001\n")
        .file("src/rules.py", "# ProducedBy=BUILDER\n# RulesHash=ROUTER@1.0\n# Decision-ID=D-0000\n")
        .file("src/template.md", "<!-- ProducedBy=<AGENT> RulesHash=<AGENT>@<version> Decision=<D-####> -->\n")
        .file(
          "fixtures/one.json",
          '{\n  "id": 1,\n  "metadata": { "ProducedBy": "FIXTURE RulesHash=FIXTURE@1.0 Decision=D-0043" }\n}\n',
        )
        .file("src/late.ts", `${"\n".repeat(40)}${header("D-0666")}`)
        .file("src/long.ts", `// ${"x".repeat(5000)}\n${header("D-0666")}`)
        .file("packages/a/node_modules/x/index.js", header("D-0666"))
        .file("src/gone.ts", header("D-0666"))
        .file("src/pipe.ts", header("D-0666"))
        .file("linked/inside.ts", header("D-0001")),
    );
    symlinkSync(secret, join(dir, "src/link.ts"));
    commit("a link");
    writeFileSync(join(dir, "src/untracked.ts"), header("D-0666"));
    rmSync(join(dir, "src/gone.ts"));
    rmSync(join(dir, "src/pipe.ts"));
    await startProgram(["mkfifo", join(dir, "src/pipe.ts")]).done;
    rmSync(join(dir, "linked"), { recursive: true });
    mkdirSync(join(dir, "../elsewhere"));
    writeFileSync(join(dir, "../elsewhere/inside.ts"), header("D-0666"));
    symlinkSync("../elsewhere", join(dir, "linked"));
    const ran = await check(dir);
    const { headers, problems } = documentOf(ran);
    expect([ran.code, problems.map((one) => `${one.level} ${one.kind} ${one.file}:${one.line}`)]).toEqual([
      3,
      [
        "info archived .sentinel/DECISIONS.archive.md:1",
        "error decision-unknown fixtures/one.json:3",
        "error agent-malformed src/agent.sh:1",
        "warning rules-hash-agent src/rules.py:2",
        "info decision-archived src/rules.py:3",
        "info decision-placeholder src/template.md:1",
        "error decision-unknown src/unknown.ts:2",
      ],
    ]);
    expect(headers?.map((one) => one.file)).toEqual([
      "fixtures/one.json",
      "src/agent.sh",
      "src/rules.py",
      "src/sound.ts",
      "src/template.md",
      "src/unknown.ts",
    ]);
    const said = await releaser(["decision", "check"], { cwd: dir });
    expect(said.stdout).toContain("error    src/unknown.ts:2  decision-unknown: D-0042 is no decision");
    expect(said.stdout).toMatch(/, 6 headers: 3 errors, 1 warning\n$/u);
  });

  test("are not looked for where there is no git, and by no other verb", async () => {
    const { dir } = world();
    expect(documentOf(await check(dir)).headers).toBeNull();
    expect(documentOf(await add(dir)).headers).toBeNull();
  });
});

fixtureTest("a ledger in real use is read with its gaps, and its headers with the id that never existed", async () => {
  const ran = await check(fixture("llampwall__sentinel-kit"));
  const { ok, nextId, entries, headers, problems } = documentOf(ran);
  // D-0005 and D-0007 to D-0009 say the same, and each has an id of its own: no duplicate.
  expect([ran.code, ok, nextId, entries.length]).toEqual([3, false, "D-0019", 16]);
  expect(
    problems.map(({ level, kind, file: of, line, message }) => `${level} ${kind} ${of}:${line} ${message}`),
  ).toEqual([
    "warning gap .sentinel/DECISIONS.md:41 D-0001 is missing before D-0002",
    "warning gap .sentinel/DECISIONS.md:176 D-0017 is missing before D-0018",
    "error decision-unknown .sentinel/contracts/fixtures/users.v1/get_active.json:2 D-0001 is no decision, neither in the ledger nor in its archive",
  ]);
  expect(headers?.map(({ file: of, ...header }) => [of, header])).toEqual([
    [".sentinel/DECISIONS.md", { producedBy: "BUILDER", rulesHash: "BUILDER@1.0", decisions: ["D-0004"] }],
    [
      ".sentinel/contracts/fixtures/users.v1/get_active.json",
      { producedBy: "FIXTURE", rulesHash: "FIXTURE@1.0", decisions: ["D-0001"] },
    ],
    [".sentinel/contracts/users.v1.yaml", { producedBy: "API", rulesHash: "API@1.0", decisions: ["D-0002"] }],
    [
      ".specify/specs/005-capsule-gen/capsule.md",
      { producedBy: "ROUTER", rulesHash: "ROUTER@1.0", decisions: ["D-0010"] },
    ],
  ]);
});
