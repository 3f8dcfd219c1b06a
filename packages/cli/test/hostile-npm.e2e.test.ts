import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { StatusDocument } from "../src/status-document.ts";
import { outgoingWorlds, outside, publications } from "./release-world.ts";

const { key, open, openChanged } = outgoingWorlds();
const codes = ({ exit, failures }: StatusDocument): readonly unknown[] => [exit, ...failures.map(({ code }) => code)];

test("hostile.43 a record that names a file elsewhere, or another digest, sends nothing", async () => {
  const it = await open(key);
  expect(await it.run(["publish", "--to", "packed"])).toMatchObject({ code: 0 });
  const file = join(it.repo.dir, ".releaser/packed/1.5.0/1.5.0.txt");
  const record = readFileSync(file, "utf8");
  const before = outside(it);
  for (const name of ["../../x.tgz", "/etc/passwd", "..\\x.tgz"]) {
    writeFileSync(file, record.replace("acme-core-1.3.0.tgz", name));
    const ran = await it.status(["publish", "--outward"]);
    expect([name, ...codes(ran), outside(it)]).toEqual([name, 6, "E_CHECKSUMS_INVALID", before]);
  }
  writeFileSync(file, record.replace(/^[0-9a-f]{8}/mu, "00000000"));
  const ran = await it.status(["publish", "--outward"]);
  expect([...codes(ran), outside(it)]).toEqual([6, "E_PACKED_DIFFERS", before]);
});

test("hostile.47 in CI an npmrc of the repository that steers a release stops it, and no value is printed", async () => {
  const secret = `npm_${"q".repeat(36)}`;
  const it = await openChanged((repo) => {
    writeFileSync(
      join(repo.dir, ".npmrc"),
      `registry=https://elsewhere.test/\n//elsewhere.test/:_authToken=${secret}\nnode-options=--require ./x.js\n`,
    );
    repo.commit("an npmrc");
  });
  const before = outside(it);
  const ran = await it.run(["publish", "--outward"], { env: { CI: "true" } });
  expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining("E_NPMRC_UNSAFE") as string });
  expect(ran.stdout + ran.stderr).toContain("node-options: it steers");
  expect(ran.stdout + ran.stderr).not.toContain(secret);
  expect(outside(it)).toEqual(before);
  expect(publications(it, "@acme/core")).toEqual({});
});
