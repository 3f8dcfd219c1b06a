import { parseAddress, type WebHost } from "@releaser/core";
import { describe, expect, test } from "vitest";
import { toApi } from "../src/github-api.ts";
import { parseOptions } from "../src/parse-options.ts";

/** Where GitHub is asked for the repository that a remote leads to. */
function api(remote: string, options: Readonly<Record<string, unknown>> = {}): string {
  const settings = parseOptions({ github: true, ...options });
  const address = parseAddress(settings.repo === false ? "" : (settings.repo ?? remote), settings.host);
  return toApi(address as WebHost, settings);
}

describe("GitHub", () => {
  test.each([
    ["git@github.com:acme/tools.git", {}, "https://api.github.com/graphql"],
    ["http://github.com/acme/tools.git", {}, "https://api.github.com/graphql"],
    ["https://elsewhere.test/a/b", { repo: "acme/tools" }, "https://api.github.com/graphql"],
    ["x", { repo: "https://github.acme.test/acme/tools" }, "https://github.acme.test/api/graphql"],
    ["https://git.acme.test/acme/tools", { host: "github" }, "https://git.acme.test/api/graphql"],
    ["https://github.acme.test/a/b", { api: "https://acme.test/graphql" }, "https://acme.test/graphql"],
    ["http://github.acme.test/a/b", { api: "https://acme.test/graphql" }, "https://acme.test/graphql"],
    ["x", { repo: "http://localhost:8080/acme/tools", host: "github" }, "http://localhost:8080/api/graphql"],
  ])("is asked of %s with %j at %s", (remote, options, address) => {
    expect(api(remote, options)).toBe(address);
  });

  test.each(["http://github.acme.test/a/b", "http://github.com:8080/a/b"])("is not asked over http: %s", (address) => {
    const reason = `${new URL(address).origin}/api/graphql is not an https address`;
    expect(() => api("x", { repo: address })).toThrow(reason);
    expect(() => api(address, { host: "github" })).toThrow(reason);
  });

  test.each([
    "https://github.com.evil.test/acme/tools",
    "git@github.evil.test:acme/tools.git",
    "https://github.com:8443/acme/tools",
    "https://github.com./acme/tools",
  ])("is not asked where the remote alone leads: %s", (remote) => {
    expect(() => api(remote)).toThrow('; "repo", "host" or "api" has to');
  });
});
