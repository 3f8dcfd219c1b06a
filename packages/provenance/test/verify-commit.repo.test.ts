import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Plan } from "@releaser/core";
import { throwawayKey, type ThrowawayKey } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { renderVersionMessage, type Verification, verifyCommit, type VerifyCommitOptions } from "../src/index.ts";
import { commitAll, plan, producer, type SigningWorld, signingWorld, trust } from "./world.ts";

const released = plan();
const message = renderVersionMessage(released, producer);
const entry = (id: string): string => `ID: ${id}\nDate: 2026-01-01\nDecision: x\nOutputs: y\n\n`;

/** A repository whose ledger has D-0001, and its archive D-0002. */
async function ready(): Promise<SigningWorld> {
  const world = await signingWorld();
  put(world, ".sentinel/DECISIONS.md", `## NEXT_ID\nD-0003\n\n${entry("D-0001")}`);
  put(world, ".sentinel/DECISIONS.archive.md", entry("D-0002"));
  await commitAll(world.git, "ledger");
  return world;
}

function put({ dir }: SigningWorld, path: string, text: string): void {
  mkdirSync(dirname(join(dir, path)), { recursive: true });
  writeFileSync(join(dir, path), text);
}

/** The version commit with this message, by this key. */
async function version(world: SigningWorld, text = message, key?: ThrowawayKey): Promise<string> {
  put(world, "release/plan.json", JSON.stringify(released));
  const { git } = world;
  await git.text(["add", "--all"]);
  const signing = key === undefined ? [] : ["-c", `user.signingkey=${key.key}`];
  const commit = ["commit", "--quiet", "--allow-empty", "--cleanup=verbatim", "--file=-"];
  await git.text([...signing, ...commit, ...(key === undefined ? [] : ["-S"])], { input: text });
  return await git.text(["rev-parse", "HEAD"]);
}

async function judge(
  world: SigningWorld,
  commit: string,
  more: Partial<VerifyCommitOptions> = {},
): Promise<Verification> {
  const { git, exec, allowedSigners } = world;
  return await verifyCommit({ git, exec, allowedSigners, commit, plan: released, ...more });
}

const told = ({ problems }: Verification): readonly string[] => problems.map(({ level, code }) => `${level} ${code}`);

test("the commit that version makes is what its plan says, signed or not", async () => {
  const world = await ready();
  const unsigned = await version(world);
  expect(await judge(world, unsigned)).toMatchObject({ ok: true, oid: unsigned, signer: undefined, problems: [] });
  const signed = await version(world, message, world);
  const verified = await judge(world, signed, { requireSignature: true });
  expect(verified).toMatchObject({ ok: true, signer: world.principal, message, problems: [] });
  expect(verified.trailers).toContainEqual({ key: "Plan-Digest", value: released.digest });
});

describe("what a squash or a merge button makes of the message is information", () => {
  test.each([
    ["the title and number of a pull request", `Version Packages (#12)\n\n${message}`, 1],
    ["no body at all", "Version Packages (#12)\n", 1],
    ["its author behind the trailers", `${message}\nCo-authored-by: A <a@example.test>\n`, 0],
    ["the tag of pre mode behind the last line", `${message.trimEnd()} (next)\n`, 0],
    ["a list of commits", `Release (#3)\n\n* chore: x\n\n* ${message}`, 1],
  ])("%s", async (_, text, count) => {
    const world = await ready();
    const verified = await judge(world, await version(world, text));
    expect([verified.ok, told(verified)]).toEqual([true, Array.from({ length: count }, () => "info E_COMMIT_MESSAGE")]);
  });
});

test("another plan or train in the message is an error, and so is a decision that no ledger has", async () => {
  const world = await ready();
  const other = await version(world, message.replace(released.digest, "0".repeat(64)));
  expect(told(await judge(world, other))).toEqual(["error E_COMMIT_MESSAGE", "info E_COMMIT_MESSAGE"]);
  const train = await version(world, message.replace("Release-Train: v1.4.0", "Release-Train: v9.9.9"));
  expect((await judge(world, train)).problems[0]?.message).toContain("its Release-Train is v9.9.9");
  const digest = "0".repeat(64);
  const twice = await judge(world, await version(world, `${message}Plan-Digest: ${digest}\n`));
  expect(told(twice)).toEqual(["error E_COMMIT_MESSAGE", "info E_COMMIT_MESSAGE"]);
  expect(twice.problems[0]?.message).toContain(`its Plan-Digest is ${released.digest} and ${digest}`);
  const trains = await judge(world, await version(world, `${message}Release-Train: v9.9.9\n`));
  expect(told(trains)).toEqual(["error E_COMMIT_MESSAGE", "info E_COMMIT_MESSAGE"]);
  const added = await version(world, `${message}Decision-ID: D-9999\n`);
  expect(told(await judge(world, added))).toEqual(["info E_COMMIT_MESSAGE", "error E_COMMIT_DECISION"]);
});

test("decisions are looked up in the ledger of that commit, not in what is there now", async () => {
  const world = await ready();
  put(world, ".sentinel/DECISIONS.md", "## NEXT_ID\nD-0003\n");
  const commit = await version(world);
  put(world, ".sentinel/DECISIONS.md", `## NEXT_ID\nD-0003\n\n${entry("D-0001")}`);
  await commitAll(world.git, "later");
  const { ok, problems } = await judge(world, commit);
  expect([ok, problems.map(({ failure }) => failure.details?.["ids"])]).toEqual([false, [["D-0001"]]]);
});

test("files that no version commit may touch are an error, renamed ones and those of a merge too", async () => {
  const world = await ready();
  const foreignPaths = (paths: readonly string[]): readonly string[] =>
    paths.filter((path) => !path.startsWith("release/"));
  expect(told(await judge(world, await version(world), { foreignPaths }))).toEqual([]);
  put(world, "src/\u{1F4A3} a.ts", "x\n");
  const commit = await version(world);
  const { problems } = await judge(world, commit, { foreignPaths });
  expect(problems[0]?.failure).toMatchObject({
    code: "E_COMMIT_FILES",
    exit: 6,
    details: { paths: ["src/\u{1F4A3} a.ts"] },
  });
  const { git } = world;
  await git.text(["checkout", "--quiet", "-b", "aside", "HEAD^"]);
  put(world, "src/b.ts", "x\n");
  await commitAll(git, "aside");
  await git.text(["checkout", "--quiet", "main"]);
  await git.text(["merge", "--quiet", "--no-ff", "-m", message, "aside"]);
  const merged = await judge(world, await git.text(["rev-parse", "HEAD"]), { foreignPaths });
  expect(merged.problems[0]?.failure.details).toMatchObject({ paths: ["src/b.ts"] });
});

describe("a signature", () => {
  test("of a key that nobody vouches for, or of another time, says as much as none", async () => {
    const world = await ready();
    const stranger = throwawayKey(world.tempDir, "stranger");
    const commit = await version(world, message, stranger);
    expect(told(await judge(world, commit))).toEqual(["info E_COMMIT_SIGNER"]);
    expect(told(await judge(world, commit, { requireSignature: true }))).toEqual(["error E_COMMIT_SIGNER"]);
    const own = await version(world, message, world);
    const allowedSigners = trust(world, world, 'namespaces="git",valid-before="20200101"');
    expect(told(await judge(world, own, { requireSignature: true, allowedSigners }))).toEqual([
      "error E_COMMIT_SIGNER",
    ]);
    expect(told(await judge(world, await version(world), { requireSignature: true }))).toEqual([
      "error E_COMMIT_UNSIGNED",
    ]);
  });

  test("that does not fit is an error, required or not", async () => {
    const world = await ready();
    const { git } = world;
    const signed = (await git.run(["cat-file", "commit", await version(world, message, world)])).stdout;
    const hash = ["hash-object", "-t", "commit", "-w", "--stdin"];
    const altered = await git.text(hash, { input: signed.replace("louder", "softer") });
    expect(told(await judge(world, altered))).toEqual(["error E_COMMIT_SIGNATURE_BAD"]);
    const [header = ""] = /^gpgsig .*\n(?: .*\n)*/mu.exec(signed) ?? [];
    const twice = await git.text(hash, { input: signed.replace(header, header + header) });
    expect(told(await judge(world, twice))).toEqual(["error E_COMMIT_MALFORMED"]);
  });

  test.each([
    ["OpenPGP, as a hosting service makes it for a squash", "PGP SIGNATURE"],
    ["X.509, as gitsign and gpgsm make it", "SIGNED MESSAGE"],
  ])("of %s, is information where no such key is trusted", async (_, kind) => {
    const world = await ready();
    const text = (await world.git.run(["cat-file", "commit", await version(world)])).stdout;
    const armour = `gpgsig -----BEGIN ${kind}-----\n \n wsBc\n -----END ${kind}-----\n`;
    const signed = text.replace("\n\n", `\n${armour}\n`);
    const commit = await world.git.text(["hash-object", "-t", "commit", "-w", "--stdin"], { input: signed });
    expect(told(await judge(world, commit))).toEqual(["info E_COMMIT_SIGNER"]);
    expect(told(await judge(world, commit, { requireSignature: true }))).toEqual(["error E_COMMIT_SIGNER"]);
  });
});

test("a plan that names no decision needs no ledger", async () => {
  const world = await signingWorld();
  const bare: Plan = plan({ decisions: [], capsules: [] });
  const commit = await version(world, renderVersionMessage(bare, producer));
  expect((await judge(world, commit, { plan: bare })).problems).toEqual([]);
});
