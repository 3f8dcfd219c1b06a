import { expect, test } from "vitest";
import { readGitHubToken } from "../src/github-token.ts";

test.each([
  [{ GITHUB_TOKEN: "one", GH_TOKEN: "two" }, "one"],
  [{ GITHUB_TOKEN: "", GH_TOKEN: "two\n" }, "two"],
  [{ GITHUB_TOKEN: " \n", GH_TOKEN: "two" }, "two"],
  [{ GITHUB_TOKEN: undefined, GH_TOKEN: " " }, undefined],
  [{}, undefined],
])("the token of %j is %j: the first that is there", (env, token) => {
  expect(readGitHubToken(env)).toBe(token);
});
