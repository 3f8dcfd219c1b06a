import { describe, expect, test } from "vitest";
import { classifyRemote, isRefusedByRule, toRemoteFailure } from "../src/remote/remote-failure.ts";
import { remoteUrlProblem } from "../src/remote/remote-url.ts";

describe("the address of a remote", () => {
  test.each([
    "https://github.com/acme/train.git",
    "https://user@dev.example.test/acme",
    "git@github.com:acme/train.git",
    "ssh://git@github.com:22/acme/train.git",
    "file:///srv/train.git",
    "/srv/train.git",
    "../train.git",
  ])("%s is fine", (url) => {
    expect(remoteUrlProblem(url)).toBeUndefined();
  });

  test.each([
    "ext::sh -c touch% /tmp/x",
    "fd::17/foo",
    "-oProxyCommand=touch",
    "ssh://-oProxyCommand=touch/x",
    "ssh://git@-oProxyCommand=touch/x",
    "-oProxyCommand=x:repo",
    "git@-oProxyCommand=x:repo",
    "https://user:word@example.test/x",
    "ftp://example.test/x",
    "git://example.test/x",
    "https://example.test/x\nrm",
    "",
  ])("%j is refused", (url) => {
    expect(remoteUrlProblem(url)).toBeDefined();
  });
});

describe("git's words about a remote", () => {
  test.each([
    ["!\trefs/heads/main:refs/heads/main\t[rejected] (fetch first)", "conflict"],
    ["!\tx:refs/tags/v1\t[rejected] (already exists)", "conflict"],
    ["! [remote rejected] main -> main (cannot lock ref 'refs/heads/main': is at a but expected b)", "conflict"],
    [
      "remote: Permission to acme/train.git denied to bot.\nfatal: unable to access: The requested URL returned error: 403",
      "auth",
    ],
    ["git@github.com: Permission denied (publickey).\nfatal: Could not read from remote repository.", "auth"],
    ["fatal: could not read Username for 'https://github.com': terminal prompts disabled", "auth"],
    ["remote: error: GH006: Protected branch update failed for refs/heads/main.", "auth"],
    ["fatal: unable to access 'https://x/': Could not resolve host: x", "transient"],
    [
      "ssh: connect to host x port 22: Connection timed out\nfatal: Could not read from remote repository.",
      "transient",
    ],
    ["error: RPC failed; HTTP 502 curl 22 The requested URL returned error: 502", "transient"],
    ["! [remote rejected] v1 -> v1 (pre-receive hook declined)", "fatal"],
    ["fatal: '/nowhere' does not appear to be a git repository", "fatal"],
  ] as const)("%j is %s", (words, kind) => {
    expect(classifyRemote(words)).toBe(kind);
  });

  test.each([
    [" ! [remote rejected] main -> main (protected branch hook declined)", true],
    [" ! [remote rejected] main -> main (pre-receive hook declined)", true],
    [" ! [remote rejected] main -> main (failed to update ref)", false],
    [" ! [rejected]        main -> main (fetch first)", false],
    ["fatal: unable to access 'x': The requested URL returned error: 403", false],
    ["remote: HTTP Basic: Access denied\nfatal: Authentication failed for 'x'", false],
  ])("%j is a rule about a reference: %s", (words, is) => {
    expect(isRefusedByRule(words)).toBe(is);
  });

  test("credentials in them are not repeated", () => {
    const { failure } = toRemoteFailure(
      "https://u:word@example.test/x",
      "fatal: unable to access 'https://u:word@example.test/x'",
    );
    expect(JSON.stringify(failure)).not.toContain("word");
  });
});
