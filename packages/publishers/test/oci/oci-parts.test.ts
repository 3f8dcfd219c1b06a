import { isImageTag, parseImage } from "@releaser/core";
import fc from "fast-check";
import semver from "semver";
import { describe, expect, test } from "vitest";
import { mayGetCredentials, parseChallenge } from "../../src/oci/challenge.ts";
import { laterVersion, movingTagName, movingTags, parseImages, renderImages } from "../../src/oci/index.ts";
import { grantsPush } from "../../src/oci/token-grants.ts";

describe("an image's reference", () => {
  test.each([
    ["ghcr.io/acme/app", "ghcr.io", "acme/app", "https://ghcr.io"],
    ["docker.io/acme/app", "docker.io", "acme/app", "https://registry-1.docker.io"],
    ["localhost:5000/app", "localhost:5000", "app", "http://localhost:5000"],
    ["127.0.0.1:5000/a/b", "127.0.0.1:5000", "a/b", "http://127.0.0.1:5000"],
    [
      "registry.acme.test:8443/a_b/c--d/e.f",
      "registry.acme.test:8443",
      "a_b/c--d/e.f",
      "https://registry.acme.test:8443",
    ],
    ["registry:5000/app", "registry:5000", "app", "https://registry:5000"],
  ])("%s", (image, host, name, origin) => {
    expect(parseImage(image)).toEqual({ image, host, name, origin });
  });

  test.each([
    ..."acme/app app ghcr.io ghcr.io/ ghcr.io/App ghcr.io/app:1.0 ghcr.io/../app ghcr.io//app https://ghcr.io/app".split(
      " ",
    ),
    ..."ghcr.io/app@sha256:0 user@ghcr.io/app ghcr.io/a?b ghcr.io/a#b -x.io/app ghcr.io/-app 127.0.0.1.evil/".split(
      " ",
    ),
    "ghcr.io/a b",
    `ghcr.io/${"a".repeat(260)}`,
  ])("%s is none", (image) => {
    expect(parseImage(image)).toBeUndefined();
  });

  test.each([
    ["1.4.0", true],
    ["r-0123456789ab", true],
    ["latest", true],
    ["-x", false],
    ["a/b", false],
    ["1.0+meta", false],
    ["", false],
  ])("a tag %j: %s", (tag, expected) => expect(isImageTag(tag)).toBe(expected));
});

test.each([
  [
    'Bearer realm="https://a.test/t",service="a",scope="x"',
    { scheme: "bearer", realm: "https://a.test/t", service: "a" },
  ],
  ['bearer service="a", realm="https://a.test/t"', { scheme: "bearer", realm: "https://a.test/t", service: "a" }],
  ['Bearer realm="https://a.test/t"', { scheme: "bearer", realm: "https://a.test/t", service: undefined }],
  ['Basic realm="x"', { scheme: "basic" }],
  [
    'Basic realm="x", Bearer realm="https://a.test/t"',
    { scheme: "bearer", realm: "https://a.test/t", service: undefined },
  ],
  ["Bearer", undefined],
  ['Digest realm="x"', undefined],
  ["", undefined],
])("the challenge %s", (header, expected) => {
  expect(parseChallenge(header)).toEqual(expected);
});

test.each([
  ["ghcr.io", "https://ghcr.io/token", undefined, true],
  ["docker.io", "https://auth.docker.io/token", undefined, true],
  ["registry.gitlab.com", "https://gitlab.com/jwt/auth", undefined, true],
  ["registry.acme.test", "https://auth.acme.test/t", undefined, false],
  ["registry.acme.test", "https://auth.acme.test/t", "auth.acme.test", true],
  ["ghcr.io", "https://evil.test/ghcr.io", undefined, false],
  ["ghcr.io", "https://io/token", undefined, false],
  ["ghcr.io", "https://xghcr.io/token", undefined, false],
  ["acme.github.io", "https://hub.io/token", undefined, false],
  ["a.test:5000", "https://a.test:6000/t", undefined, false],
  ["docker.io", "https://docker.io.evil.test/t", undefined, false],
])("credentials of %s may go to %s, beside %s: %s", (host, realm, tokenHost, expected) => {
  expect(mayGetCredentials(new URL(realm), { host, tokenHost })).toBe(expected);
});

test("a token is believed where it says that it cannot push, and only there", () => {
  const token = (payload: unknown): string => `x.${Buffer.from(JSON.stringify(payload)).toString("base64url")}.y`;
  const access = (name: string, actions: readonly string[]): string => token({ access: [{ name, actions }] });
  const said = [
    access("a", ["pull", "push"]),
    access("a", ["*"]),
    access("a", ["pull"]),
    access("b", ["push"]),
    token({ access: [] }),
    token({}),
    "opaque",
    "",
  ];
  expect(said.map((one) => grantsPush(one, "a"))).toEqual([true, true, false, false, false, true, true, true]);
});

describe("a tag that moves", () => {
  test.each([
    ["latest", "1.4.0", ["1.3.0", "1.4.0", "nightly", "latest"], undefined],
    ["latest", "1.4.0", ["1.5.0", "2.0.0", "1.4.1"], "2.0.0"],
    ["latest", "1.4.0", ["2.0.0-rc.1"], undefined],
    ["major", "1.4.0", ["2.0.0", "1.5.0"], "1.5.0"],
    ["major", "1.4.0", ["2.0.0"], undefined],
    ["minor", "1.4.0", ["1.5.0", "1.4.1"], "1.4.1"],
    ["minor", "1.4.0", ["1.5.0"], undefined],
  ] as const)("%s of %s beside %j gives way to %s", (moving, version, tags, expected) => {
    expect(laterVersion(moving, new semver.SemVer(version), tags)).toBe(expected);
  });

  test("has one name for each kind", () => {
    expect(movingTags.map((tag) => movingTagName(tag, new semver.SemVer("1.4.2")))).toEqual(["latest", "1", "1.4"]);
  });
});

test("what is recorded of images is read again, and nothing else is", () => {
  const digest = fc.stringMatching(/^[0-9a-f]{64}$/u).map((hex) => `sha256:${hex}`);
  const image = fc.record({
    image: fc.constant("ghcr.io/acme/app"),
    tag: fc.constant("1.4.0"),
    digest,
    platforms: fc.array(fc.string()),
  });
  fc.assert(
    fc.property(fc.array(image), (images) => {
      expect(parseImages(renderImages(images))).toEqual(images);
    }),
  );
  const one = { image: "ghcr.io/acme/app", tag: "1", digest: `sha256:${"a".repeat(64)}`, platforms: [] };
  const wrong = [{ image: "app" }, { digest: "sha1:0" }, { platforms: "linux" }, { tag: 1 }].map((more) => ({
    schema: "release-images.v1",
    images: [{ ...one, ...more }],
  }));
  for (const document of [
    ...wrong,
    { schema: "release-images.v2", images: [] },
    { schema: "release-images.v1" },
    [],
    null,
  ]) {
    expect(parseImages(JSON.stringify(document))).toBeUndefined();
  }
  expect(parseImages("{")).toBeUndefined();
});
