import { gitRepo, type GitRepo, repo, tempDir } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { openSources, type Sources } from "../src/open-sources.ts";
import { parseOptions } from "../src/parse-options.ts";

const unknown = { pull: undefined, author: undefined };

function opened(cwd: string, options: Readonly<Record<string, unknown>> = {}): Sources {
  const warn = (line: string): void => void expect.unreachable(line);
  return openSources(parseOptions(options), { cwd, token: "means-nothing", warn });
}

function withOrigin(url: string): GitRepo {
  const made = gitRepo(repo().pkg("@s/a@1.0.0"));
  made.git("remote", "add", "origin", url);
  return made;
}

describe("where the links lead", () => {
  test.each([
    ["git@github.com:acme/tools.git", {}, "https://github.com"],
    ["https://token:secret@gitlab.acme.test/acme/tools", {}, "https://gitlab.acme.test"],
    ["https://git.acme.test/acme/tools", { host: "gitlab" }, "https://git.acme.test"],
  ])("is told by the remote %s and %j", async (url, options, origin) => {
    expect(await opened(withOrigin(url).dir, options).host).toMatchObject({ origin, path: "acme/tools" });
  });

  test("is what the options say, whatever the remote", async () => {
    const { dir } = withOrigin("git@github.com:jane/fork.git");
    expect(await opened(dir, { repo: "acme/tools" }).host).toMatchObject({ path: "acme/tools" });
    expect(await opened(dir, { repo: false }).host).toBeUndefined();
  });

  test.each(["https://git.acme.test/acme/tools", "/srv/git/tools.git", "srv/tools"])(
    "is unknown with the remote %s",
    async (url) => {
      expect(await opened(withOrigin(url).dir).host).toBeUndefined();
    },
  );

  test("is unknown outside of a repository, and in a folder that is not there", async () => {
    const dir = tempDir();
    expect([await opened(dir).host, await opened(`${dir}/none`).host]).toEqual([undefined, undefined]);
    expect(await opened(dir, { repo: "acme/tools" }).factsOf("0123abc")).toEqual(unknown);
  });
});

test("commits are known by their whole ids and by their beginnings; what git does not know is not", async () => {
  const made = withOrigin("git@github.com:acme/tools.git");
  const one = made.commit("Waits (#12)\n\nIn full.");
  const two = made.commit("Merge pull request #13 from acme/two");
  const { factsOf } = opened(made.dir);
  const author = { name: "Tester" };
  expect(await Promise.all([one, two.slice(0, 7), "0".repeat(40), "fffffff"].map(factsOf))).toEqual([
    { pull: 12, author },
    { pull: 13, author },
    unknown,
    unknown,
  ]);
});
