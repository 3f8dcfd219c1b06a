import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { outgoingWorlds, pageFolder, sha256Of } from "./release-world.ts";

const { key, open } = outgoingWorlds();

test("hostile.50 later jobs are told of the release in outputs whose delimiter is another each time; who only looks leaves none", async () => {
  const it = await open(key);
  const file = join(it.place, "github-output");
  const env = { GITHUB_OUTPUT: file };
  writeFileSync(file, "earlier=1\n");
  expect(await it.status(["publish"], { env })).toMatchObject({ failures: [], ok: true });
  expect(readFileSync(file, "utf8")).toBe("earlier=1\n");

  const told = async (args: readonly string[]): Promise<readonly [names: object, delimiter: string]> => {
    writeFileSync(file, "earlier=1\n");
    expect(await it.run([...args, "--outward"], { env })).toMatchObject({ code: 0, stderr: "" });
    const outputs = [
      ...readFileSync(file, "utf8").matchAll(/^(?<name>\w+)<<(?<delimiter>.+)\n(?<value>.*)\n\k<delimiter>\n/gmu),
    ];
    const delimiters = new Set(outputs.map(({ groups }) => groups?.["delimiter"] ?? ""));
    expect([readFileSync(file, "utf8").startsWith("earlier=1\n"), delimiters.size]).toEqual([true, 1]);
    const values = outputs.map(({ groups }) => [groups?.["name"] ?? "", groups?.["value"]] as const);
    return [Object.fromEntries(values), [...delimiters].join()];
  };
  const [staged, first] = await told(["publish", "--to", "staged"]);
  const [published, second] = await told(["publish"]);
  const outputs = {
    key: "1.5.0",
    tag: "v1.5.0",
    commit: it.repo.git("rev-parse", "HEAD"),
    plan: (JSON.parse(readFileSync(join(it.repo.dir, "release/plan.json"), "utf8")) as { digest: string }).digest,
    checksums: sha256Of(join(pageFolder(it), "1.5.0.txt")),
  };
  expect([staged, published]).toEqual([
    { ...outputs, released: "false" },
    { ...outputs, released: "true" },
  ]);
  expect(first).not.toBe(second);
  expect(it.repo.git("cat-file", "tag", "v1.5.0")).toContain(`\nChecksums-SHA256: ${outputs.checksums}\n`);
});

test("hostile.50 a release that is not carried through says so, and outputs that cannot be written are no success", async () => {
  const it = await open();
  const file = join(it.place, "github-output");
  expect(await it.status(["publish", "--outward"], { env: { GITHUB_OUTPUT: file } })).toMatchObject({ exit: 9 });
  expect(readFileSync(file, "utf8")).toMatch(/^released<<(?<delimiter>.+)\nfalse\n\k<delimiter>\n/mu);
  rmSync(file);
  const env = { GITHUB_OUTPUT: join(it.place, "absent/github-output"), RELEASER_SIGNING_KEY: key };
  const ran = await it.run(["publish", "--outward"], { env });
  expect([ran.code, ran.stderr]).toEqual([5, expect.stringMatching(/^✗ E_OUTPUTS .*\n +ENOENT.*github-output/u)]);
});
