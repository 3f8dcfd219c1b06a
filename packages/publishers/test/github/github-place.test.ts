import { describe, expect, test } from "vitest";
import { toGitHubPlace, toUploadUrl, type GitHubPlaceOptions } from "../../src/github/github-place.ts";

function place({ config, ...more }: { config?: object; env?: GitHubPlaceOptions["env"]; remoteUrl?: string }) {
  return toGitHubPlace({ env: {}, remoteUrl: undefined, ...more, config: { kind: "github", ...config } });
}

const actions = {
  GITHUB_REPOSITORY: "acme/shop",
  GITHUB_API_URL: "https://ghe.acme.test/api/v3",
  GITHUB_SERVER_URL: "https://ghe.acme.test",
};

describe("where the pages are", () => {
  test.each([
    { given: { remoteUrl: "git@github.com:acme/shop.git" }, is: "acme/shop https://api.github.com https://github.com" },
    { given: { env: actions }, is: "acme/shop https://ghe.acme.test/api/v3 https://ghe.acme.test" },
    {
      given: { config: { repository: "other/site" }, env: actions },
      is: "other/site https://ghe.acme.test/api/v3 https://ghe.acme.test",
    },
    {
      given: { config: { apiUrl: "https://ghe.acme.test/api/v3/" }, remoteUrl: "https://ghe.acme.test/acme/shop.git" },
      is: "acme/shop https://ghe.acme.test/api/v3 https://ghe.acme.test",
    },
    {
      given: { config: { repository: "acme/shop", apiUrl: "https://api.acme.ghe.com" } },
      is: "acme/shop https://api.acme.ghe.com https://acme.ghe.com",
    },
  ])("$given: $is", ({ given, is }) => {
    const { owner, repo, apiUrl, webUrl } = place(given);
    expect(`${owner}/${repo} ${apiUrl} ${webUrl}`).toBe(is);
  });

  test.each([
    { given: {}, why: "neither page.repository" },
    { given: { remoteUrl: "/srv/git/shop.git" }, why: "neither page.repository" },
    { given: { config: { repository: "acme/shop/more" } }, why: "neither page.repository" },
    { given: { remoteUrl: "https://github.evil.test/acme/shop.git" }, why: "only the remote says" },
    { given: { config: { repository: "acme/shop", apiUrl: "http://ghe.acme.test" } }, why: "is not an https address" },
  ])("$given is refused: $why", ({ given, why }) => {
    expect(() => place(given)).toThrow(
      expect.objectContaining({
        failure: expect.objectContaining({ code: "E_GITHUB_PLACE", why: expect.stringContaining(why) }),
      }),
    );
  });
});

describe("where assets are uploaded", () => {
  const api = (apiUrl: string, uploadUrl?: string) =>
    place({ config: { repository: "acme/shop", apiUrl, ...(uploadUrl && { uploadUrl }) } });
  test.each([
    {
      apiUrl: "https://api.github.com",
      answered: "https://uploads.github.com/repos/acme/shop/releases/1/assets{?name,label}",
    },
    {
      apiUrl: "https://ghe.acme.test/api/v3",
      answered: "https://ghe.acme.test/api/uploads/repos/acme/shop/releases/1/assets{?name,label}",
    },
    {
      apiUrl: "https://api.acme.ghe.com",
      answered: "https://uploads.acme.ghe.com/repos/acme/shop/releases/1/assets{?name,label}",
    },
  ])("$apiUrl: $answered", ({ apiUrl, answered }) => {
    expect(toUploadUrl(api(apiUrl), answered, 1)).toBe(answered);
  });

  test.each([
    "https://uploads.evil.test/",
    "http://uploads.github.com/",
    "https://uploads.github.com.evil.test/",
    "https://github.com/",
  ])("never to %s, whoever says so", (answered) => {
    expect(() => toUploadUrl(api("https://api.github.com"), answered, 1)).toThrow("E_GITHUB_ANSWER");
  });

  test("or where the configuration says", () => {
    expect(toUploadUrl(api("https://ghe.acme.test/api/v3", "https://files.acme.test/"), "https://evil.test/", 7)).toBe(
      "https://files.acme.test/repos/acme/shop/releases/7/assets{?name,label}",
    );
  });
});
