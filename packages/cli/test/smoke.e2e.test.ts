import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { validateDocument } from "@releaser/gates";
import { faultPlan, openFaultProxy } from "@releaser/testkit/lab";
import { type GitRepo, repositoryRoot } from "@releaser/testkit";
import { expect, onTestFinished, test } from "vitest";
import type { StatusDocument } from "../src/status-document.ts";
import { outgoingWorlds, outside, pageFolder, type ReleaseWorld } from "./release-world.ts";

const { openChanged } = outgoingWorlds();

/** Gives a package commands, and a smoke that fails where anything reaches it that could be a secret. */
function withCommands(commands: Readonly<Record<string, string>>): (repo: GitRepo) => void {
  return (repo) => {
    const file = join(repo.dir, "packages/cli/package.json");
    const manifest = JSON.parse(readFileSync(file, "utf8")) as object;
    const bin = Object.fromEntries(Object.keys(commands).map((name) => [name, `./${name}.js`]));
    const files = ["index.js", ...Object.keys(commands).map((name) => `${name}.js`)];
    writeFileSync(file, JSON.stringify({ ...manifest, bin, files }));
    for (const [name, code] of Object.entries(commands)) {
      writeFileSync(join(repo.dir, `packages/cli/${name}.js`), `#!/usr/bin/env node\n${code}\n`);
    }
    writeFileSync(join(repo.dir, ".sentinel/tests/smoke/smoke_secrets.mjs"), noSecrets);
    repo.commit("commands");
  };
}

const noSecrets = `const names = Object.keys(process.env).filter((name) => /TOKEN|KEY|USERCONFIG/u.test(name));
if (names.length > 0) throw new Error(\`the smoke was given \${names.join()}\`);
`;

const version = 'import { name } from "./index.js";\nconsole.log(process.argv[2], name);';

const codes = ({ exit, failures }: StatusDocument): readonly unknown[] => [exit, ...failures.map(({ code }) => code)];

function smokeOn(it: ReleaseWorld): unknown {
  return JSON.parse(readFileSync(join(pageFolder(it), "1.5.0.smoke.json"), "utf8"));
}

test("each command of what was published answers before the page is public, and nothing secret reaches what is run", async () => {
  const it = await openChanged(withCommands({ acme: version, "acme-fix": version }));
  const env = { GITHUB_TOKEN: "ghs_secret", NPM_TOKEN: "secret" };
  const ran = await it.status(["announce", "--outward"], { env });
  expect([ran.failures, ran.resources.find(({ id }) => id === "smoke:1.5.0")?.note]).toEqual([
    [],
    "2 installed, 2 smoke scripts passed, 2 commands answered",
  ]);
  const record = smokeOn(it);
  expect(validateDocument(join(repositoryRoot, ".sentinel"), "smoke-record.v1", record)).toEqual([]);
  expect(record).toMatchObject({
    canaries: [
      { command: "acme --version", exit: 0 },
      { command: "acme-fix --version", exit: 0 },
    ],
  });
});

test("a command that fails, or says nothing, is exit 4: the page stays a draft, the way back is named, and another command goes on", async () => {
  const it = await openChanged(withCommands({ acme: version, silent: "", broken: 'throw new Error("not today");' }));
  const failed = await it.run(["announce", "--outward"]);
  expect(failed.code).toBe(4);
  expect(failed.stdout).toContain("the smoke broken --version failed against what was published");
  expect(failed.stdout).toContain("not today");
  expect(failed.stdout).toMatch(/next: .* or releaser rollback 1\.5\.0 \(prints the way back\)/u);
  expect(pageFolder(it)).toContain(".drafts");

  configure(it, ["silent --version"]);
  const silent = await it.status(["announce", "--outward"]);
  expect([codes(silent), silent.failures[0]?.why, silent.failures[0]?.next]).toEqual([
    [4, "E_SMOKE_FAILED"],
    "it ended with exit code 0 and printed nothing",
    expect.stringContaining("releaser rollback 1.5.0 prints the way back"),
  ]);
  expect(pageFolder(it)).toContain(".drafts");

  configure(it, ["acme 'a b'", "elsewhere --version"]);
  const told = await it.run(["announce", "--outward"]);
  expect(told).toMatchObject({ code: 0, stderr: "" });
  expect(told.stdout).toContain("elsewhere --version is not run: no package of this release has it");
  expect(smokeOn(it)).toMatchObject({ canaries: [{ command: "acme 'a b'", exit: 0 }] });
  expect(pageFolder(it)).not.toContain(".drafts");

  configure(it, false);
  expect(await it.status(["verify", "--smoke"])).toMatchObject({ failures: [], ok: true });
});

function configure({ repo }: ReleaseWorld, canary: false | readonly string[]): void {
  const file = join(repo.dir, "releaser.config.json");
  const config = JSON.parse(readFileSync(file, "utf8")) as object;
  writeFileSync(file, JSON.stringify({ ...config, smoke: { canary } }));
}

test("a registry that lags is waited for in sight; other bytes are exit 6, and are not run", async () => {
  const it = await openChanged(withCommands({ acme: version }));
  expect(await it.status(["announce", "--outward"])).toMatchObject({ failures: [] });
  const before = outside(it);
  const late = await lagging(it, 3);
  const ran = await it.run(["verify", "--smoke"], { env: { NPM_CONFIG_USERCONFIG: late.userconfig } });
  expect(ran).toMatchObject({ code: 0, stderr: "" });
  expect(ran.stdout).toContain(`… arrival:1.5.0: waits for @acme/core@1.3.0 at ${late.url}/`);
  expect(ran.stdout).toMatch(/✓ arrival +1\.5\.0 +the registry lists 2 packages/u);

  const served = join(it.place, "registry/storage/@acme/core/core-1.3.0.tgz");
  const bytes = readFileSync(served);
  bytes[20] = (bytes[20] ?? 0) ^ 1;
  writeFileSync(served, bytes);
  const tampered = await it.status(["verify", "--smoke"]);
  expect(tampered.exit).toBe(6);
  expect(tampered.resources.map(({ id }) => id)).not.toContain("smoke:1.5.0");
  expect(outside(it)).toEqual(before);
});

/** A registry that knows nothing of a package the first few times that it is asked for it. */
async function lagging(
  it: ReleaseWorld,
  times: number,
): Promise<{ readonly url: string; readonly userconfig: string }> {
  const npmrc = readFileSync(it.env["NPM_CONFIG_USERCONFIG"] ?? "", "utf8");
  const upstream = /^registry=(.*)\/$/mu.exec(npmrc)?.[1] ?? "";
  let asked = 0;
  const plan = faultPlan(({ path }) =>
    path.toLowerCase() === "/@acme%2fcore" && (asked += 1) <= times ? { fault: "404" } : undefined,
  );
  const proxy = await openFaultProxy({ service: "npm", upstream, plan: () => plan });
  onTestFinished(() => proxy.close());
  const userconfig = join(it.place, "late");
  writeFileSync(userconfig, npmrc.replaceAll(new URL(upstream).host, new URL(proxy.url).host));
  return { url: proxy.url.replace(/\/$/u, ""), userconfig };
}
