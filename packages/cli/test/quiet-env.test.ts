import fc from "fast-check";
import { expect, test } from "vitest";
import { quietEnv } from "../src/quiet-env.ts";

test("keeps what a program needs to run and find its way", () => {
  const env = {
    PATH: "/bin",
    HOME: "/home/me",
    TMPDIR: "/tmp",
    LC_ALL: "C",
    XDG_CACHE_HOME: "/cache",
    HTTPS_PROXY: "http://proxy.test",
    https_proxy: "http://proxy.test",
    NODE_EXTRA_CA_CERTS: "/ca.pem",
    npm_config_cache: "/cache/npm",
    Path: "C:\\bin",
  };
  expect(quietEnv(env)).toEqual(env);
});

test("drops tokens, npm's configuration, git's and a CI's identity, and whatever nobody listed", () => {
  const names = [
    "NPM_TOKEN",
    "NODE_AUTH_TOKEN",
    "GITHUB_TOKEN",
    "GH_TOKEN",
    "GITHUB_ACTIONS",
    "GITHUB_EVENT_NAME",
    "ACTIONS_ID_TOKEN_REQUEST_URL",
    "NPM_CONFIG_USERCONFIG",
    "npm_config__authToken",
    "npm_config_//registry.npmjs.org/:_authToken",
    "NPM_CONFIG_REGISTRY",
    "NODE_OPTIONS",
    "GIT_DIR",
    "GIT_SSH_COMMAND",
    "SSH_AUTH_SOCK",
    "RELEASER_SIGNING_KEY",
    "RELEASER_OUTWARD",
    "AWS_SECRET_ACCESS_KEY",
    "COSIGN_PASSWORD",
  ];
  expect(quietEnv(Object.fromEntries(names.map((name) => [name, "secret"])))).toEqual({});
});

test("adds nothing, changes nothing, and twice is once", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.string()), (env) => {
      const quiet = quietEnv(env);
      expect(env).toMatchObject(quiet);
      expect(quietEnv(quiet)).toEqual(quiet);
      expect(Object.keys(quiet).filter((name) => /token|secret|auth|password|^git|^releaser/iu.test(name))).toEqual([]);
    }),
  );
});
