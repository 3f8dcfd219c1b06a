import { expect, test } from "vitest";
import { parseOptions } from "../src/parse-options.ts";

test("nothing is a choice of its own, and so is every option", () => {
  const open = { repo: undefined, host: undefined, authors: false, github: false, api: undefined, cwd: undefined };
  expect([parseOptions(null), parseOptions(undefined), parseOptions({})]).toEqual([open, open, open]);
  const all = { repo: "https://git.acme.test/a/b", host: "github", authors: true, github: true, cwd: "/srv" } as const;
  const api = "https://git.acme.test/api/graphql";
  expect(parseOptions({ ...all, api, skew: false })).toEqual({ ...all, api });
  expect(parseOptions({ repo: false, host: undefined })).toEqual({ ...open, repo: false });
});

test.each([
  [{ repositry: 1 }, '"repositry" is no option; repo, host, authors, github, api, cwd, skew are'],
  [{ Repo: "a/b" }, '"Repo" is no option; "repo" is'],
  [{ cew: true }, '"cew" is no option; repo, host, authors, github, api, cwd, skew are'],
  [{ author: true }, '"author" is no option; "authors" is'],
  [{ toString: 1 }, '"toString" is no option; repo, host, authors, github, api, cwd, skew are'],
  [{ authors: "yes" }, '"authors" is "yes", not true or false'],
  [{ host: "bitbucket" }, '"host" is "bitbucket", not "github" or "gitlab"'],
  [{ repo: "a/b/c" }, '"repo" is "a/b/c", which is not "owner/name" as on GitHub'],
  [{ repo: "https://git.acme.test/a/b" }, '"repo" is on https://git.acme.test, of which "host" has to say what it is'],
  [{ repo: "a/b", host: "gitlab", github: true }, '"github" is true, but "repo" is not on GitHub'],
  [{ api: "http://evil.test/graphql" }, '"api" is "http://evil.test/graphql", not an https address'],
])("refuses %j", (options, problem) => {
  expect(() => parseOptions(options)).toThrow(
    `E_NOTES_OPTIONS: the options of the changelog module are wrong: ${problem}`,
  );
});

test("tells all problems at once", () => {
  expect(() => parseOptions({ repo: 1, skw: false })).toThrow(
    /"repo" is 1, not "owner\/name".*; "skw" is no option; "skew" is/u,
  );
});
