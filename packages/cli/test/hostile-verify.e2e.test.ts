import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type GitRepo, startProgram } from "@releaser/testkit";
import { expect, test } from "vitest";
import type { StatusDocument } from "../src/status-document.ts";
import { outgoingWorlds, outside, pageFolder } from "./release-world.ts";

const { openChanged } = outgoingWorlds();

const codes = ({ exit, failures }: StatusDocument): readonly unknown[] => [exit, ...failures.map(({ code }) => code)];

/** A configuration that is code, and what it imports, which leaves a trace wherever it is run. */
function configuredByCode(text: string): (repo: GitRepo) => void {
  return ({ dir, commit }) => {
    rmSync(join(dir, "releaser.config.json"));
    writeFileSync(
      join(dir, "plugin.mjs"),
      'import { writeFileSync } from "node:fs";\nwriteFileSync(new URL("./canary", import.meta.url), "");\nexport const gate = false;\n',
    );
    writeFileSync(join(dir, ".gitignore"), "node_modules\n.releaser\ndist\ncanary\n");
    writeFileSync(join(dir, "releaser.config.ts"), text);
    commit("configured by code");
  };
}

const plain = '{ kind: "directory", path: "../releases" }';

test("hostile.52 what a configuration imports is not run by verify, which goes on where it can and refuses where it cannot", async () => {
  const it = await openChanged(
    configuredByCode(
      `import { gate } from "./plugin.mjs";\nconst page = ${plain} as const;\nexport default { page, gates: { extra: gate } };\n`,
    ),
  );
  expect(await it.status(["announce", "--outward"])).toMatchObject({ failures: [] });
  const { dir } = it.clone("fresh");
  const canary = join(dir, "canary");
  const ran = await it.run(["verify", "1.5.0"], { cwd: dir });
  expect(ran).toMatchObject({ code: 0, stderr: "" });
  expect(ran.stdout).toContain("releaser.config.ts is not run, so this is not known: gates");
  expect(existsSync(canary)).toBe(false);

  writeFileSync(
    join(dir, "releaser.config.ts"),
    `import { gate } from "./plugin.mjs";\nexport default { page: gate || ${plain} };\n`,
  );
  const refused = await it.status(["verify", "1.5.0"], { cwd: dir });
  expect([codes(refused), refused.failures[0]?.what, existsSync(canary)]).toEqual([
    [2, "E_CONFIG_CODE"],
    "releaser.config.ts would have to be run to know page",
    false,
  ]);
  expect(await it.status(["verify", "1.5.0", "--run-config"], { cwd: dir })).toMatchObject({ failures: [], ok: true });
  expect(existsSync(canary)).toBe(true);
});

test("hostile.45 and hostile.49 an asset with other bytes is named and stays, and words from outside are words; what is asked of artifacts later binds no earlier release", async () => {
  const it = await openChanged(() => {});
  expect(await it.status(["announce", "--outward"])).toMatchObject({ failures: [] });
  const { dir } = it.clone("fresh");
  const canary = join(dir, "canary");
  const config = JSON.parse(readFileSync(join(dir, "releaser.config.json"), "utf8")) as object;
  writeFileSync(join(dir, "releaser.config.json"), JSON.stringify({ ...config, artifacts: { sign: "ssh" } }));
  const words = ['a";touch canary;"', "$(touch canary)", "`touch canary`", "1.5.0\ntouch canary", "refs/tags/*", "*"];
  const env = { GITHUB_REF_NAME: words[0], GITHUB_HEAD_REF: words[1], GITHUB_BASE_REF: words[2] };
  expect(await it.status(["verify", "1.5.0"], { cwd: dir, env })).toMatchObject({ failures: [], ok: true });
  for (const word of words) {
    expect(codes(await it.status(["verify", word], { cwd: dir, env }))).toEqual([2, "E_RELEASE_UNKNOWN"]);
  }
  expect(codes(await it.status(["verify", "--upload-pack=touch canary"], { cwd: dir, env }))).toEqual([2, "E_USAGE"]);
  expect(existsSync(canary)).toBe(false);

  const asset = join(pageFolder(it), "acme-core-1.3.0.tgz");
  writeFileSync(asset, Buffer.concat([readFileSync(asset), Buffer.from("x")]));
  const before = outside(it);
  const swapped = await it.status(["verify", "1.5.0"], { cwd: dir });
  expect([codes(swapped), swapped.failures[0]?.why]).toEqual([
    [6, "E_VERIFY"],
    expect.stringContaining("acme-core-1.3.0.tgz"),
  ]);
  expect(outside(it)).toEqual(before);
});

test("provenance that a manifest promises and the registry does not have is exit 6, for that package alone", async () => {
  const it = await openChanged(({ dir, commit }) => {
    const file = join(dir, "packages/core/package.json");
    const manifest = JSON.parse(readFileSync(file, "utf8")) as object;
    writeFileSync(file, JSON.stringify({ ...manifest, publishConfig: { provenance: true } }));
    commit("with provenance");
  });
  expect(await it.status(["publish", "--to", "tagged", "--outward"])).toMatchObject({ failures: [] });
  // Somebody sends the very bytes with npm, which lets itself be told to promise nothing.
  for (const file of ["acme-core-1.3.0.tgz", "acme-cli-1.4.1.tgz"]) {
    const tarball = join(it.repo.dir, ".releaser/packed/1.5.0", file);
    const sent = startProgram(["npm", "publish", tarball, "--access=public", "--provenance=false"], {
      cwd: it.place,
      env: it.env,
    });
    expect(await sent.done).toMatchObject({ code: 0 });
  }
  const { failures, resources, exit } = await it.status(["verify"]);
  expect([exit, failures.map(({ code, what }) => [code, what])]).toEqual([
    6,
    [["E_VERIFY", "provenance:@acme/core@1.3.0 does not verify"]],
  ]);
  expect(resources.filter(({ id }) => id.startsWith("provenance:"))).toHaveLength(1);
});
