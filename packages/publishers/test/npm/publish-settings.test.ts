import { describe, expect, test } from "vitest";
import { readPublishSettings } from "../../src/npm/publish-settings.ts";

function read(name: string, ...publishConfigs: readonly unknown[]) {
  return readPublishSettings({ name, publishConfigs, access: "restricted" });
}

describe("how a package is published", () => {
  test("is what it says itself, else what all do", () => {
    expect(read("@s/a", { access: "public", tag: "next", registry: "https://r.test/", provenance: true })).toEqual({
      settings: { access: "public", tag: "next", registry: "https://r.test/", provenance: true },
      problems: [],
    });
    expect(read("@s/a").settings).toEqual({
      access: "restricted",
      tag: undefined,
      registry: undefined,
      provenance: undefined,
    });
  });

  test("the work tree's manifest counts more than the packed one, field by field", () => {
    expect(read("@s/a", { access: "public" }, { access: "restricted", tag: "beta" }).settings).toMatchObject({
      access: "public",
      tag: "beta",
    });
  });

  test("a registry for the scope wins over the one for the package, as with npm", () => {
    const config = { registry: "https://all.test/", "@s:registry": "https://scope.test/" };
    expect(read("@s/a", config).settings.registry).toBe("https://scope.test/");
    expect(read("a", config).settings.registry).toBe("https://all.test/");
  });

  test("a name without a scope is public, whatever holds for all", () => {
    expect(read("a").settings.access).toBe("public");
  });

  test("private is npm's other word for restricted", () => {
    expect(read("@s/a", { access: "private" })).toMatchObject({ settings: { access: "restricted" }, problems: [] });
  });

  test("everything that no registry takes is told", () => {
    const wrong = { access: "secret", tag: "1.x", registry: "ftp://r.test", provenance: "yes" };
    expect(read("@s/a", wrong).problems).toEqual([
      'access "secret" is neither "public" nor "restricted"',
      'tag "1.x" is empty, has spaces or characters that registries refuse, or reads as a version range',
      'registry "ftp://r.test" is no plain http or https address',
      "provenance is neither true nor false",
    ]);
    expect(read("a", { access: "restricted" }).problems).toEqual([
      "access cannot be restricted for a name without a scope",
    ]);
    expect(read("@s/a", { tag: 3, registry: null }).problems).toEqual(["tag 3 is no text", "registry null is no text"]);
  });
});
