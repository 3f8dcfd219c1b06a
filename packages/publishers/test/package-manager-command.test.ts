import { describe, expect, test } from "vitest";
import { packageManagerCommand } from "../src/packed/package-manager-command.ts";

function on(...files: readonly string[]): (file: string) => boolean {
  return (file) => files.includes(file);
}

describe("how a package manager is called", () => {
  test.each([
    ["the one that runs this script", { npm_execpath: "/x/pnpm", PATH: "/bin" }, ["/bin/pnpm"], "/x/pnpm", []],
    ["a script of it, by node", { npm_execpath: "/x/pnpm.cjs" }, [], process.execPath, ["/x/pnpm.cjs"]],
    ["not another manager's", { npm_execpath: "/x/npm-cli.js", PATH: "/a:/b" }, ["/b/pnpm"], "/b/pnpm", []],
    ["through npx where it is nowhere", { PATH: "/a" }, ["/a/npx"], "/a/npx", ["-y", "pnpm@12"]],
    [
      "never from a relative folder of PATH",
      { PATH: ".:bin:/a" },
      ["pnpm", "./pnpm", "bin/pnpm", "/a/npx"],
      "/a/npx",
      ["-y", "pnpm@12"],
    ],
  ] as const)("pnpm: %s", (_, env, files, program, args) => {
    expect(packageManagerCommand("pnpm", { env, isExecutable: on(...files) })).toEqual({ program, args });
  });

  test("npm: the running one, else that on PATH", () => {
    expect(packageManagerCommand("npm", { env: { npm_execpath: "/x/npm-cli.js" }, isExecutable: on() })).toEqual({
      program: process.execPath,
      args: ["/x/npm-cli.js"],
    });
    expect(packageManagerCommand("npm", { env: { PATH: "/a" }, isExecutable: on("/a/npm") })).toEqual({
      program: "/a/npm",
      args: [],
    });
  });
});
