import { describe, expect, test } from "vitest";
import { parseNpmrc, registryLines } from "../src/npm/npmrc.ts";

describe("an npmrc", () => {
  test("expands variables as npm does, and leaves unknown and escaped ones", () => {
    const text = [
      "//r.test/:_authToken=${TOKEN}",
      "a=${NONE}",
      "b=${NONE?}x",
      "c=\\${TOKEN}",
      "@s:registry=https://${HOST}/x",
    ].join("\n");
    expect(parseNpmrc(text, { TOKEN: "t0", HOST: "r.test" })).toEqual({
      "//r.test/:_authToken": "t0",
      a: "${NONE}",
      b: "x",
      c: "${TOKEN}",
      "@s:registry": "https://r.test/x",
    });
  });

  test("lists, flags and comments are read, sections are not", () => {
    expect(
      parseNpmrc("; c\n# d\nstrict-ssl=false\nca[]=A\nca[]=B\n[section]\nregistry=https://evil.test/\n", {}),
    ).toEqual({
      "strict-ssl": "false",
      ca: "A\nB",
    });
  });

  test("of a repository's own only the places count, never a token", () => {
    const npmrc = parseNpmrc(
      "registry=https://r.test/\n@s:registry=https://s.test/\n//r.test/:_authToken=stolen\nnode-options=--require x\n",
      {},
    );
    expect(registryLines(npmrc)).toEqual({ registry: "https://r.test/", "@s:registry": "https://s.test/" });
  });
});
