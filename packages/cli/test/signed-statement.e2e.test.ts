import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { GitRepo } from "@releaser/testkit";
import { expect, test } from "vitest";
import { outgoingWorlds, outside } from "./release-world.ts";

const { openChanged } = outgoingWorlds();

const config = (artifacts: object): string =>
  `${JSON.stringify({ page: { kind: "directory", path: "../releases" }, artifacts })}\n`;

const envelope = "v1.5.0/1.5.0.intoto.dsse.json";

const failed = ({
  failures,
}: {
  readonly failures: readonly { readonly code: string; readonly why: string }[];
}): string => failures.map(({ code, why }) => `${code} ${why}`).join("\n");

function trustForStatements({ dir }: GitRepo): void {
  const file = join(dir, ".github/allowed_signers");
  writeFileSync(file, readFileSync(file, "utf8").replace('namespaces="git"', 'namespaces="git,dsse@releaser"'));
}

test("with the tag's SSH key: on the page, in the checksum file and verified; a changed or missing envelope is named", async () => {
  const it = await openChanged((repo) => {
    writeFileSync(join(repo.dir, "releaser.config.json"), config({ sign: "ssh" }));
    trustForStatements(repo);
    repo.commit("sign the statement");
  });
  expect(await it.run(["publish", "--outward"])).toMatchObject({ code: 0, stderr: "" });
  expect(await it.status(["announce", "--outward"])).toMatchObject({ failures: [], ok: true });
  expect(it.repo.git("ls-tree", "--name-only", "origin/main", "release/checksums/")).toContain(
    "1.5.0.intoto.dsse.json",
  );
  const page = join(it.place, "releases");
  const listed = execFileSync("sha256sum", ["-c", "--strict", "1.5.0.txt"], {
    cwd: join(page, "v1.5.0"),
    encoding: "utf8",
  });
  expect(listed).toContain("1.5.0.intoto.dsse.json: OK");

  const text = readFileSync(join(page, envelope), "utf8");
  writeFileSync(join(page, envelope), text.replace(/"keyid": "SHA256:./u, '"keyid": "SHA256:_'));
  const changed = await it.status(["verify"]);
  expect([changed.exit, failed(changed)]).toEqual([6, expect.stringContaining("1.5.0.intoto.dsse.json")]);
  rmSync(join(page, envelope));
  const missing = await it.status(["verify"]);
  expect([missing.exit, failed(missing)]).toEqual([6, expect.stringContaining("1.5.0.intoto.dsse.json  missing")]);
});

test("with an ed25519 key that the parent of the release commit trusts; no key or another one: exit 9 and no page", async () => {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const it = await openChanged((repo) => {
    writeFileSync(join(repo.dir, "releaser.config.json"), config({ sign: "ed25519", signers: "security/keys.pem" }));
    execFileSync("mkdir", [join(repo.dir, "security")]);
    writeFileSync(join(repo.dir, "security/keys.pem"), publicKey.export({ type: "spki", format: "pem" }));
    repo.commit("sign the statement");
  });
  const before = outside(it);
  const none = await it.status(["publish", "--outward"]);
  expect([none.exit, failed(none), outside(it)]).toEqual([9, expect.stringContaining("E_STATEMENT_KEY"), before]);
  const other = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const untrusted = await it.status(["publish", "--outward"], { env: { RELEASER_STATEMENT_KEY: other } });
  expect([untrusted.exit, failed(untrusted), outside(it)]).toEqual([
    9,
    expect.stringContaining("no trusted key"),
    before,
  ]);
  expect(await it.run(["publish", "--outward"], { env: { RELEASER_STATEMENT_KEY: pem } })).toMatchObject({ code: 0 });
  expect(await it.status(["verify"])).toMatchObject({ failures: [], ok: true });
  expect(Object.keys(outside(it).page)).toContain(envelope);
});
