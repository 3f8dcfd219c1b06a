import { ReleaserError } from "@releaser/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseStatement, renderStatement, type StatementOptions } from "../src/index.ts";

const options: StatementOptions = {
  subjects: [
    { name: "a-1.4.0.tgz", sha256: "a".repeat(64), sha512: "b".repeat(128) },
    { name: "plan.json", sha256: "c".repeat(64), sha512: "d".repeat(128) },
  ],
  version: "1.4.0",
  commit: "e".repeat(40),
  plan: "f".repeat(64),
  repository: "git+https://example.test/acme/repo",
  builder: "https://example.test/acme/repo/.github/workflows/release.yml@refs/heads/main",
  producer: "releaser@0.1.0",
};

test("it is an in-toto statement with a SLSA provenance predicate", () => {
  expect(JSON.parse(renderStatement(options))).toMatchObject({
    _type: "https://in-toto.io/Statement/v1",
    subject: [
      { name: "a-1.4.0.tgz", digest: { sha256: "a".repeat(64), sha512: "b".repeat(128) } },
      { name: "plan.json" },
    ],
    predicateType: "https://slsa.dev/provenance/v1",
    predicate: {
      buildDefinition: { resolvedDependencies: [{ uri: options.repository, digest: { gitCommit: options.commit } }] },
      runDetails: { builder: { id: options.builder } },
    },
  });
});

test("the same options give the same bytes, in any order of subjects, and read back", () => {
  const text = renderStatement(options);
  expect(renderStatement({ ...options, subjects: options.subjects.toReversed() })).toBe(text);
  expect(parseStatement(text)).toEqual(options);
  const withInvocation = { ...options, invocation: "https://example.test/runs/1" };
  expect(parseStatement(renderStatement(withInvocation))).toEqual(withInvocation);
});

function problemsOf(text: string): unknown {
  try {
    parseStatement(text);
    return [];
  } catch (error) {
    if (error instanceof ReleaserError) return error.failure.details?.["problems"];
    throw error;
  }
}

test("what is not in the form of a statement is refused with every problem", () => {
  const text = renderStatement(options);
  expect(problemsOf("")).toEqual(["it is no JSON"]);
  expect(problemsOf("[]")).toContain("it has no subject");
  expect(problemsOf(text.replace("plan.json", "plan/x.json"))).toEqual(['"plan/x.json": the name has a path']);
  expect(problemsOf(text.replace("plan.json", "A-1.4.0.tgz"))).toContain("it names a-1.4.0.tgz a second time");
  expect(problemsOf(text.replace("e".repeat(40), "HEAD").replace("f".repeat(64), ""))).toEqual([
    "its commit is not given in full",
    "its plan digest is no SHA-256",
  ]);
  expect(problemsOf(text.replace("https://slsa.dev", "https://evil.test"))).toHaveLength(1);
});

test("no JSON makes it fail otherwise", () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      expect(problemsOf(json)).not.toEqual([]);
    }),
  );
});
