import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { GitRepo, ReleaserResult } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { outgoingWorlds, outside } from "./release-world.ts";

const { openChanged } = outgoingWorlds();

const plain = "plain-token-of-a-registry";

/** Each form of a secret, as it would stand in what a program prints; `hidden` is the part that nobody may see. */
const secrets: readonly { readonly text: string; readonly hidden: string }[] = [
  ...["npm_", "ghp_", "gho_", "ghs_", "github_pat_"].map((prefix) => {
    const hidden = `${prefix === "npm_" ? "n" : prefix.slice(2, 3)}${"Ab3".repeat(12)}`;
    return { text: `${prefix}${hidden}`, hidden };
  }),
  { text: "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhY21lIn0.c2lnbmF0dXJl", hidden: "c2lnbmF0dXJl" },
  { text: `//registry.example.test/:_authToken=${plain}`, hidden: plain },
  { text: "https://user:plain-password@example.test/x.git", hidden: "plain-password" },
  { text: "Authorization: Basic dXNlcjpwYXNzd29yZA==", hidden: "dXNlcjpwYXNzd29yZA" },
];

/** A program that prints each secret in two chunks, on both of its outputs, and fails. */
const leak = `import { setTimeout } from "node:timers/promises";
for (const secret of ${JSON.stringify(secrets.map(({ text }) => text))}) {
  const middle = secret.length - 4;
  for (const stream of [process.stdout, process.stderr]) {
    await new Promise((done) => stream.write("leaks " + secret.slice(0, middle), done));
    await setTimeout(20);
    await new Promise((done) => stream.write(secret.slice(middle) + "\\n", done));
  }
}
console.log("leaks " + process.env.ACME_DEPLOY_TOKEN);
process.exitCode = 1;
`;

function leakingIn(script: string): (repo: GitRepo) => void {
  return ({ dir, commit }) => {
    writeFileSync(join(dir, "leak.mjs"), leak);
    const file = join(dir, "package.json");
    const manifest = JSON.parse(readFileSync(file, "utf8")) as { readonly scripts: object };
    const scripts = { ...manifest.scripts, [script]: "node leak.mjs" };
    writeFileSync(file, `${JSON.stringify({ ...manifest, scripts }, undefined, 2)}\n`);
    commit("a program that prints secrets");
  };
}

/** Everything that a run printed and left behind. */
function told({ stdout, stderr }: ReleaserResult, dir: string): string {
  const own = join(dir, ".releaser");
  const files = readdirSync(own, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const left = files
    .filter(({ parentPath }) => /\.releaser\/(?:evidence|logs)(?:\/|$)/u.test(parentPath))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
  return [stdout, stderr, ...left].join("\n");
}

describe("hostile.46 no secret comes out", () => {
  test.each(["test", "build"])(
    "of what the script %s prints, in words, as a document, in evidence and in logs",
    async (script) => {
      const it = await openChanged(leakingIn(script));
      const env = { ACME_DEPLOY_TOKEN: "a-token-of-no-known-form" };
      for (const args of [
        ["publish", "--outward"],
        ["publish", "--outward", "--json"],
      ]) {
        const ran = await it.run(args, { env });
        const all = told(ran, it.repo.dir);
        expect([ran.code, all.includes("leaks ")]).toEqual([4, true]);
        for (const { hidden } of [...secrets, { hidden: env.ACME_DEPLOY_TOKEN }]) expect(all).not.toContain(hidden);
      }
      expect(outside(it).registry).toEqual({});
    },
  );

  test("of a remote's address or a registry's that cannot be reached", async () => {
    const it = await openChanged(() => {});
    it.repo.git("remote", "set-url", "origin", "http://acme:plain-password@127.0.0.1:9/acme.git");
    for (const args of [
      ["publish", "--outward"],
      ["publish", "--outward", "--json"],
      ["verify", "--json"],
    ]) {
      const ran = await it.run(args);
      expect([args, ran.code === 0]).toEqual([args, false]);
      expect(`${ran.stdout}${ran.stderr}`).toContain("127.0.0.1:9");
      expect(`${ran.stdout}${ran.stderr}`).not.toContain("plain-password");
    }

    it.repo.git("remote", "set-url", "origin", it.repo.origin ?? "");
    const npmrc = join(it.place, "npmrc");
    writeFileSync(npmrc, `registry=http://127.0.0.1:9/\n//127.0.0.1:9/:_authToken=${plain}\n`);
    const ran = await it.run(["publish", "--outward", "--json"], { env: { NPM_CONFIG_USERCONFIG: npmrc } });
    expect([ran.code, `${ran.stdout}${ran.stderr}`.includes("127.0.0.1:9")]).toEqual([5, true]);
    expect(`${ran.stdout}${ran.stderr}`).not.toContain("plain-token");
  });
});
