import { describe, expect, test } from "vitest";
import { commitUrl, fileUrl, issuesUrl, parseAddress, pullUrl, type WebHost } from "../src/web-host.ts";

const github: WebHost = { kind: "github", origin: "https://github.com", path: "acme/tools" };
const gitlab: WebHost = { kind: "gitlab", origin: "https://gitlab.com", path: "acme/web/tools" };

describe("the address of a repository", () => {
  test.each([
    ["acme/tools", github],
    ["https://github.com/acme/tools.git", github],
    ["https://github.com/acme/tools/", github],
    ["https://x-access-token:secret@github.com/acme/tools", github],
    ["git@github.com:acme/tools.git", github],
    ["github.com:acme/tools", github],
    ["ssh://git@github.com:22/acme/tools.git", github],
    ["ssh://git@ssh.github.com:443/acme/tools.git", github],
    ["git+https://github.com/acme/tools.git", github],
    ["git://github.com/acme/tools.git", github],
    ["git@gitlab.com:acme/web/tools.git", gitlab],
    ["ssh://git@altssh.gitlab.com:443/acme/web/tools.git", gitlab],
    ["http://github.com/acme/tools.git", github],
    ["http://github.com:80/acme/tools", github],
    ["http://gitlab.com/acme/web/tools", gitlab],
    ["http://github.com:8080/acme/tools", { ...github, origin: "http://github.com:8080" }],
    ["http://github.acme.test/a/b", { kind: "github", origin: "http://github.acme.test", path: "a/b" }],
    ["https://github.acme.test:8443/a/b", { kind: "github", origin: "https://github.acme.test:8443", path: "a/b" }],
    ["https://git.acme.test/a/b", { kind: undefined, origin: "https://git.acme.test", path: "a/b" }],
  ])("is read from %s", (text, address) => {
    expect(parseAddress(text)).toEqual(address);
  });

  test.each([
    "",
    "acme",
    "../acme/tools",
    "/srv/git/acme/tools.git",
    "file:///srv/git/acme/tools.git",
    "ext::sh -c id",
    "https://github.com/acme",
    "https://github.com/acme/web/tools",
    "https://github.com/acme/tools)](x",
    "https://github.com/acme/../../x y",
    "javascript://github.com/acme/tools",
    "-oProxyCommand=id:acme/tools",
    "git@git`id`:acme/tools",
  ])("is none in %j", (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });

  test("is on the service that is told", () => {
    expect(parseAddress("acme/web/tools", "gitlab")).toEqual(gitlab);
    expect(parseAddress("https://git.acme.test/a/b", "gitlab")).toMatchObject({ kind: "gitlab" });
  });
});

test("commits, pull requests, issues and files have the pages of their service", () => {
  const pagesOf = (host: WebHost): readonly string[] => [
    commitUrl(host, "0123abc"),
    pullUrl(host, 12),
    issuesUrl(host),
    fileUrl(host, "@acme/core@1.3.0", ".sentinel/a b.md"),
  ];
  expect(pagesOf(github)).toEqual([
    "https://github.com/acme/tools/commit/0123abc",
    "https://github.com/acme/tools/pull/12",
    "https://github.com/acme/tools/issues/",
    "https://github.com/acme/tools/blob/%40acme%2Fcore%401.3.0/.sentinel/a%20b.md",
  ]);
  expect(pagesOf(gitlab)).toEqual([
    "https://gitlab.com/acme/web/tools/-/commit/0123abc",
    "https://gitlab.com/acme/web/tools/-/merge_requests/12",
    "https://gitlab.com/acme/web/tools/-/issues/",
    "https://gitlab.com/acme/web/tools/-/blob/%40acme%2Fcore%401.3.0/.sentinel/a%20b.md",
  ]);
});
