import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Exec, ExecResult } from "@releaser/core";
import type { NpmRegistry } from "@releaser/publishers";
import { tempDir } from "@releaser/testkit";
import { expect, test } from "vitest";
import type { Context } from "../src/context.ts";
import { installPublished } from "../src/smoke/install-published.ts";

const [good, other] = ["a", "b"].map((letter) => `sha512-${letter.repeat(86)}==`) as [string, string];

const said = (stderr: string): ExecResult => ({ code: 1, stdout: "", stderr, timedOut: false });

/** What npm leaves of one package. */
function leaves(version: string, integrity: string | undefined): (dir: string) => ExecResult {
  return (dir) => {
    const folder = join(dir, "node_modules/@acme/core");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "@acme/core", version }));
    const packages = { "node_modules/@acme/core": { version, integrity } };
    writeFileSync(join(dir, "package-lock.json"), JSON.stringify({ packages }));
    return { code: 0, stdout: "", stderr: "", timedOut: false };
  };
}

interface Ran {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

async function install(answers: readonly ((dir: string) => ExecResult)[]): Promise<readonly Ran[]> {
  const dir = tempDir();
  const ran: Ran[] = [];
  let now = 0;
  const exec: Exec = (_, args, { cwd = "", env = {} } = {}) => {
    ran.push({ args, env });
    return Promise.resolve((answers[ran.length - 1] ?? answers.at(-1))?.(cwd) ?? said(""));
  };
  const registry: Pick<NpmRegistry, "urlOf"> = {
    urlOf: (name) => `https://${name.startsWith("@acme/") ? "npm.acme" : "registry"}.test/`,
  };
  const context = {
    exec,
    registry,
    env: { RELEASER_SIGNING_KEY: "secret", ACTIONS_ID_TOKEN_REQUEST_TOKEN: "secret", NODE_AUTH_TOKEN: "of the npmrc" },
    signal: new AbortController().signal,
    clock: {
      now: () => new Date(now),
      elapsed: () => now,
      sleep: (milliseconds: number) => Promise.resolve(void (now += milliseconds)),
    },
    installed: true,
  } as unknown as Context;
  const packages = [{ name: "@acme/core", version: "1.3.0", integrity: good }];
  await installPublished({ context, key: "1.5.0", dir, packages, wait: () => {} });
  expect(readFileSync(join(dir, ".npmrc"), "utf8")).toBe(
    "registry=https://registry.test/\n@acme:registry=https://npm.acme.test/\n",
  );
  return ran;
}

test("what was published is installed from where it was published, asked for anew once it was not there, and no key goes along", async () => {
  const late = (): ExecResult => said("npm error code ETARGET\nnpm error notarget No matching version");
  const ran = await install([late, late, leaves("1.3.0", good)]);
  expect(ran.map(({ args }) => args.includes("--prefer-online"))).toEqual([false, true, true]);
  expect(ran.map(({ env }) => env)).toEqual(ran.map(() => ({ NODE_AUTH_TOKEN: "of the npmrc" })));
});

test.each([
  { what: "other bytes than the registry promises", npm: () => said("npm error code EINTEGRITY"), code: "E_VERIFY" },
  { what: "other bytes than were published", npm: leaves("1.3.0", other), code: "E_VERIFY" },
  { what: "bytes of which nobody knows the integrity", npm: leaves("1.3.0", undefined), code: "E_VERIFY" },
  { what: "bytes that have sha1 alone", npm: leaves("1.3.0", "sha1-x"), code: "E_VERIFY" },
  { what: "another version", npm: leaves("1.2.0", good), code: "E_SMOKE_FAILED" },
  { what: "what cannot be installed", npm: () => said("npm error code ERESOLVE"), code: "E_SMOKE_FAILED" },
  { what: "what never comes", npm: () => said("npm error code E404"), code: "E_SMOKE_UNAVAILABLE" },
])("$what: $code", async ({ npm, code }) => {
  const exit = { E_VERIFY: 6, E_SMOKE_FAILED: 4, E_SMOKE_UNAVAILABLE: 5 }[code];
  await expect(install([npm])).rejects.toMatchObject({ failure: { code, exit } });
});
