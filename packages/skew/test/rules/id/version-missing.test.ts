import { repo } from "@releaser/testkit";
import { expect, test } from "vitest";
import { versionMissing } from "../../../src/rules/id/version-missing.ts";
import { judge, lines } from "../../judge.ts";

test(".sentinel without a version is an error, wherever the globs lie", () => {
  const inside = repo().sentinel(undefined);
  const message =
    'error .sentinel/package.json#: sentinel has no "version", but .sentinel is part of every release train';
  expect([inside, inside.globs(["packages/*"])].flatMap((world) => lines(judge(versionMissing, world)))).toEqual([
    message,
    message,
  ]);
});

test("a folder that lacks a root manifest and Changesets is told so in the mend", () => {
  const bare = repo().sentinel(undefined).config(undefined);
  expect(judge(versionMissing, bare)[0]?.hint).toBe(
    'in .sentinel/package.json add "version": "0.1.0"; set up Changesets (`npx @changesets/cli init`), for there is no .changeset/config.json',
  );
});

test("public packages, and private ones that a changeset or a group names, need one", () => {
  const found = [
    repo().pkg("@s/a"),
    repo().pkg("@s/a", { private: true }).changeset("brave-owls", { "@s/a": "patch" }),
    repo()
      .pkg("@s/a", { private: true })
      .pkg("@s/b@1.0.0")
      .config({ fixed: [["@s/a", "@s/b"]] }),
  ].flatMap((world) => judge(versionMissing, world).map(({ message }) => message));
  expect(found).toEqual([
    '@s/a has no "version", but it is public',
    '@s/a has no "version", but .changeset/brave-owls.md names it',
    '@s/a has no "version", but a fixed or linked group of .changeset/config.json holds it',
  ]);
});

test("examples, roots and a private namesake of a package are silent", () => {
  const world = repo()
    .root({ name: "@s/a" })
    .pkg("@s/a@1.0.0")
    .pkg("example", { private: true })
    .pkg("text", { private: "true" })
    .changeset("quiet", { "@s/a": "patch", example: "none" });
  expect(judge(versionMissing, world)).toEqual([]);
});
