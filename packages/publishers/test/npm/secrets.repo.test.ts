import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { cleanEnv, repo, tempDir } from "@releaser/testkit";
import { openExec } from "@releaser/workspace";
import { describe, expect, onTestFinished, test } from "vitest";
import { closeServer, listenOn } from "../../src/listen-on.ts";
import { npmrcProblems } from "../../src/npm/npmrc-problems.ts";
import { packerEnv } from "../../src/npm/packer-env.ts";
import { refuseNpmrc } from "../../src/npm/refuse-npmrc.ts";
import { npmResource } from "../../src/npm/npm-resource.ts";
import { openNpmRegistry } from "../../src/npm/npm-registry.ts";
import { packReleases } from "../../src/packed/pack-releases.ts";
import { packedFile } from "../packed-file.ts";
import { npmWorld } from "./npm-world.ts";

describe("hostile.46 a registry that repeats a token does not get it into what is told", () => {
  test.each([
    ["that looks like one", `npm_${"a".repeat(36)}`, `_authToken=npm_${"a".repeat(36)}`],
    ["that looks like a word", "plain-word-9", "_authToken=plain-word-9"],
    ["of a name and a password", "u:pass-word-9", `_auth=${Buffer.from("u:pass-word-9").toString("base64")}`],
  ])("one %s, split over chunks", async (_, secret, line) => {
    const server = createServer((request, response) => {
      response.writeHead(400, { "content-type": "application/json" });
      const text = JSON.stringify({ error: `no: ${request.headers.authorization ?? ""} ${secret}` });
      response.write(text.slice(0, text.indexOf(secret) + 3));
      setImmediate(() => void response.end(text.slice(text.indexOf(secret) + 3)));
    });
    const port = await listenOn(server, [0]);
    onTestFinished(() => closeServer(server));
    const userconfig = join(tempDir(), "npmrc");
    writeFileSync(userconfig, `registry=http://127.0.0.1:${port}/\n//127.0.0.1:${port}/:${line}\n`);
    const { run, events } = await npmWorld();
    const packed = await packedFile(tempDir(), { name: "a", version: "1.0.0" });
    const registry = openNpmRegistry({ env: {}, userconfig });
    const [outcome] = await run(npmResource({ ...packed, registry, access: "public" }));
    expect(outcome).toMatchObject({
      failure: { code: "E_NPM_REFUSED", why: expect.stringContaining("no: ") as string },
    });
    const told = JSON.stringify([outcome, events]);
    for (const part of [secret, secret.slice(0, 8), Buffer.from(secret).toString("base64")]) {
      expect(told).not.toContain(part);
    }
  });
});

describe("hostile.47 an npmrc of the repository", () => {
  const trusted = { registry: "https://r.test/", lines: { "@own:registry": "https://own.test/" } };

  test("is told line by line, and without its values", () => {
    const project = {
      "//r.test/:_authToken": "npm_secret",
      _auth: "c2VjcmV0",
      registry: "https://elsewhere.test/",
      "@own:registry": "https://elsewhere.test",
      "ignore-scripts": "false",
      "node-options": "--require ./x.js",
      "script-shell": "./x.sh",
      "strict-ssl": "false",
    };
    const problems = npmrcProblems(project, trusted);
    expect(problems.map((line) => line.split(": ")[0])).toEqual(Object.keys(project));
    expect(problems.join()).not.toMatch(/secret|c2Vj|elsewhere|x\.js/u);
  });

  test("may say what others outside of it say too, and what steers nothing", () => {
    const project = {
      registry: "https://r.test",
      "@own:registry": "https://own.test",
      "@s:registry": "https://r.test/",
      "ignore-scripts": "true",
      "save-exact": "true",
      "strict-ssl": "true",
    };
    expect(npmrcProblems(project, trusted)).toEqual([]);
  });

  test("stops a release in CI alone", () => {
    const root = tempDir();
    const userconfig = join(root, "user-npmrc");
    writeFileSync(join(root, ".npmrc"), "//registry.npmjs.org/:_authToken=${NPM_TOKEN}\n");
    const refuse = (env: Readonly<Record<string, string>>) => (): void => refuseNpmrc({ env, root, userconfig });
    expect(refuse({})).not.toThrow();
    expect(refuse({ CI: "false" })).not.toThrow();
    expect(refuse({ CI: "true", NPM_TOKEN: "npm_x" })).toThrow("E_NPMRC_UNSAFE");
    writeFileSync(join(root, ".npmrc"), "registry=https://elsewhere.test/\n");
    expect(refuse({ GITHUB_ACTIONS: "true" })).toThrow("E_NPMRC_UNSAFE");
    expect(refuse({ CI: "1", npm_config_registry: "https://elsewhere.test" })).not.toThrow();
  });
});

describe("hostile.48 code of the repository that runs while it is packed", () => {
  test("has no credentials, runs nothing that the environment names, and comes from no relative folder", async () => {
    const root = join(tempDir(), "repo");
    const script = "require('fs').writeFileSync('env.json', JSON.stringify(process.env))";
    repo()
      .pkg("a@1.0.0", { scripts: { prepack: `node -e "${script}"` } })
      .write(root);
    const canary = join(root, "canary");
    writeFileSync(join(root, "canary.cjs"), `require("fs").writeFileSync(${JSON.stringify(canary)}, "");\n`);
    mkdirSync(join(root, "bin"));
    writeFileSync(join(root, "bin/node"), `#!/bin/sh\ntouch ${canary}\n`, { mode: 0o755 });
    const secrets = {
      NPM_TOKEN: "secret-1",
      NODE_AUTH_TOKEN: "secret-2",
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: "secret-3",
      GITHUB_TOKEN: "secret-4",
      RELEASER_SIGNING_KEY: "secret-5",
      "npm_config_//r.test/:_authToken": "secret-6",
    };
    const env = cleanEnv({
      ...secrets,
      NODE_OPTIONS: `--require ${join(root, "canary.cjs")}`,
      PATH: `bin:.:${process.env["PATH"] ?? ""}`,
      SENTRY_DSN: "stays",
    });
    const packages = [{ name: "a", version: "1.0.0", dir: "packages/a" }];
    const outDir = join(root, "packed");
    await packReleases({ root, packageManager: "npm", packages, outDir, exec: openExec(), env, ignoreScripts: false });
    const seen = readFileSync(join(root, "packages/a/env.json"), "utf8");
    expect(seen).not.toMatch(/secret-\d/u);
    expect(seen).toContain('"SENTRY_DSN":"stays"');
    expect(() => readFileSync(canary)).toThrow("ENOENT");
  });

  test("keeps everything else of the environment", () => {
    expect(packerEnv({ PATH: "/bin:.:rel:/usr/bin", HOME: "/h", npm_config_registry: "https://r.test/" })).toEqual({
      PATH: "/bin:/usr/bin",
      HOME: "/h",
      npm_config_registry: "https://r.test/",
    });
  });
});
