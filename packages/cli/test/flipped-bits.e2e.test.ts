import { randomInt } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startProgram, repositoryRoot } from "@releaser/testkit";
import { expect, test } from "vitest";
import { outgoingWorlds, pageFolder } from "./release-world.ts";

const { key, open } = outgoingWorlds();

const positions = 2;

/** Bytes with one bit turned over, at a place that is told. */
function flip(bytes: Uint8Array, place = randomInt(bytes.length)): { readonly flipped: Buffer; readonly at: string } {
  const [index, bit] = [place, randomInt(8)];
  const flipped = Buffer.from(bytes);
  flipped.writeUInt8(flipped.readUInt8(index) ^ (1 << bit), index);
  return { flipped, at: `byte ${index}, bit ${bit}` };
}

test("one flipped bit in a tarball, the checksum file, the statement, the plan or the tag fails verification and names the file", async () => {
  const it = await open(key);
  expect(await it.run(["publish", "--outward"])).toMatchObject({ code: 0, stderr: "" });
  const page = pageFolder(it);
  const beside = async (): Promise<string> => {
    const bin = join(repositoryRoot, "packages/checksums/src/bin.ts");
    const args = ["verify", join(page, "1.5.0.txt"), "--page", page] as const;
    const ran = await startProgram([process.execPath, bin, ...args], { cwd: it.place }).done;
    return `exit ${ran.code} ${ran.stderr}`;
  };
  expect(await beside()).toBe("exit 0 ");

  for (const name of ["acme-core-1.3.0.tgz", "acme-cli-1.4.1.tgz", "1.5.0.txt", "1.5.0.intoto.json", "plan.json"]) {
    const path = join(page, name);
    const whole = readFileSync(path);
    for (let count = 0; count < positions; count += 1) {
      const { flipped, at } = flip(whole);
      writeFileSync(path, flipped);
      const { exit, failures } = await it.status(["verify"]);
      const told = failures.map(({ what, why }) => `${what} ${why}`).join("\n");
      expect([name, at, exit, told]).toEqual([name, at, 6, expect.stringContaining(name)]);
      // Alone it covers what the checksum file covers, and of the checksum file itself what the statement repeats.
      expect([name, at, await beside()]).toEqual([name, at, expect.stringMatching(/^exit 6 /u)]);
    }
    writeFileSync(path, whole);
  }

  const tag = it.repo.git("rev-parse", "v1.5.0");
  const whole = Buffer.from(`${it.repo.git("cat-file", "tag", tag)}\n`);
  // Also where git itself does not take it for a tag any more: in the first word, and in the commit's name.
  for (const place of [3, 20, undefined, undefined]) {
    const { flipped, at } = flip(whole, place);
    const file = join(it.place, "tag");
    writeFileSync(file, flipped);
    const forged = it.repo.git("hash-object", "-t", "tag", "-w", "--literally", file);
    // Git would not point at what it cannot read.
    writeFileSync(join(it.repo.dir, ".git/refs/tags/v1.5.0"), `${forged}\n`);
    const { exit, failures } = await it.status(["verify"]);
    const told = failures.map(({ what, why }) => `${what} ${why}`).join("\n");
    expect([at, [6, 9].includes(exit), told]).toEqual([at, true, expect.stringContaining("1.5.0")]);
  }
  writeFileSync(join(it.repo.dir, ".git/refs/tags/v1.5.0"), `${tag}\n`);
  expect(await it.status(["verify"])).toMatchObject({ failures: [], ok: true });
});
