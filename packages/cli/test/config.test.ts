import { ReleaserError } from "@releaser/core";
import { describe, expect, test } from "vitest";
import { parseConfig } from "../src/config/read-config.ts";
import { defineConfig, type Config } from "../src/config/config.ts";

function problemsOf(document: unknown, text?: string): readonly string[] {
  try {
    parseConfig(document, "releaser.config.ts", text);
    return [];
  } catch (error) {
    if (!(error instanceof ReleaserError)) throw error;
    expect(error.failure).toMatchObject({ code: "E_CONFIG_INVALID", exit: 2, who: "you" });
    return error.failure.why.split("\n");
  }
}

describe("parseConfig", () => {
  test("gives back what is valid, the empty one too", () => {
    const whole: Config = {
      branch: "main",
      remote: "upstream",
      train: { owner: "packages/app/package.json", from: "3.2.0" },
      packageTags: false,
      page: { kind: "directory", path: "../releases" },
      allowedSigners: "signers",
      gates: { test: false, lint: { run: ["pnpm", "lint"], owner: "Builder", after: ["build"], timeoutMinutes: 0.5 } },
      skew: { rules: { "range/internal-excludes": "off" } },
      links: [{ title: "Docs", url: "https://example.test" }],
    };
    const page = {
      kind: "github",
      repository: "acme/shop",
      apiUrl: "https://x.test",
      uploadUrl: "https://y.test",
    } as const;
    const announce = { comments: true, discussion: "News", webhook: { env: "HOOK" } };
    const onGitHub: readonly Config[] = [{ page, announce }, { page: { kind: "github" } }];
    for (const config of [{}, { train: false } as const, whole, ...onGitHub]) {
      expect(parseConfig(defineConfig(config), "releaser.config.ts")).toEqual(config);
    }
  });

  test.each([
    { document: undefined, problem: "the configuration must be object" },
    { document: { brunch: "main" }, problem: 'the configuration has an unknown key "brunch"; did you mean "branch"?' },
    { document: { page: { kind: "ftp", path: "x" } }, problem: "page.kind must be one of directory, github" },
    { document: { page: { kind: "github", path: "x" } }, problem: 'page has an unknown key "path"' },
    {
      document: { page: { kind: "directory", path: "x", apiUrl: "https://x.test" } },
      problem: /^page has an unknown key/u,
    },
    { document: { page: { kind: "github", repository: "shop" } }, problem: "page.repository must be owner/name" },
    { document: { page: { kind: "github", apiUrl: "ftp://x" } }, problem: "page.apiUrl must be an https address" },
    {
      document: { page: { kind: "directory", path: "x" }, announce: { comments: true } },
      problem: 'announce.comments needs a page whose kind is "github"',
    },
    {
      document: { page: { kind: "directory", path: "x" }, announce: { discussion: "News" } },
      problem: /^announce\.discussion needs a page/u,
    },
    {
      document: { announce: { webhook: { env: "https://x.test/secret" } } },
      problem: "announce.webhook.env must be the name of an environment variable",
    },
    {
      document: { containers: [{ image: "acme/app", build: "x" }] },
      problem: "containers.0.image must be an image with its registry and without a tag, as ghcr.io/acme/app",
    },
    {
      document: { containers: [{ image: "ghcr.io/a", build: "a && b" }] },
      problem: /^containers\.0\.build is no command: .*needs a shell/u,
    },
    {
      document: { containers: ["x", "y"].map((build) => ({ image: "ghcr.io/a", build })) },
      problem: "containers.1.image ghcr.io/a is there twice",
    },
    {
      document: { containers: [{ image: "ghcr.io/a", build: ["x"], cwd: "a/../.." }] },
      problem: "containers.0.cwd must be a folder below the root",
    },
    { document: { publishers: [{ name: "x" }] }, problem: /^publishers\.0 must be a publisher/u },
    {
      document: { publishers: [{ name: "npm", resources: () => [] }] },
      problem: 'publishers.0.name "npm" is what resources of Releaser begin with',
    },
    {
      document: { publishers: ["x", "x"].map((name) => ({ name, resources: () => [] })) },
      problem: 'publishers.1.name "x" is the name of another publisher',
    },
    { document: { page: { kind: "directory" } }, problem: "page must have required property 'path'" },
    { document: { remote: "--upload-pack=evil" }, problem: /^remote must match pattern/u },
    { document: { gates: { a: { run: [] } } }, problem: "gates.a.run must NOT have fewer than 1 items" },
    { document: { sizes: { grow: "a lot" } }, problem: "sizes.grow must be a percentage, as 20%" },
    {
      document: { sizes: { allowed: [{ package: "a", version: "1.0.0", reason: " " }] } },
      problem: "sizes.allowed.0.reason must be words that tell why",
    },
    { document: { train: { owners: "x" } }, problem: 'train has an unknown key "owners"; did you mean "owner"?' },
    { document: { skew: { rules: { "a/b": "x" } } }, problem: /^skew\.rules\.a\/b must be one of error, warning/u },
    { document: { train: { from: "v1" } }, problem: /^train\.from must match pattern/u },
    { document: { links: [{ title: "x", url: "javascript:alert(1)" }] }, problem: /^links\.0\.url must match/u },
  ])("refuses $document", ({ document, problem }) => {
    expect(problemsOf(document)).toContainEqual(typeof problem === "string" ? problem : expect.stringMatching(problem));
  });

  test("tells a key that the text does not state without a line, and what it misses with the line of its holder", () => {
    expect(
      problemsOf({ branch: 1, page: { kind: "directory" } }, "export default {\n  page: {},\n  ...other,\n};"),
    ).toEqual(["branch must be string", "releaser.config.ts:2  page must have required property 'path'"]);
  });
});
