import { expect, test } from "vitest";
import { judgeProvenance } from "../src/verify/judge-provenance.ts";

const bytes = Buffer.alloc(64, 7);
const integrity = `sha512-${bytes.toString("base64")}`;
const subject = { name: "pkg:npm/%40acme/core@1.3.0", sha512: bytes.toString("hex") };
const predicateType = "https://slsa.dev/provenance/v1";

const judge = (attestations: Parameters<typeof judgeProvenance>[0]["attestations"], served = integrity): unknown =>
  judgeProvenance({ name: "@acme/core", version: "1.3.0", integrity: served, attestations });

test("provenance holds where one of it is of that version and of the bytes that are served", () => {
  const publish = {
    predicateType: "https://github.com/npm/attestation/tree/main/specs/publish/v0.1",
    subjects: [subject],
  };
  expect(judge([publish, { predicateType, subjects: [subject] }])).toBeUndefined();
  expect(judge([publish])).toContain("the registry has none");
  expect(judge([])).toContain("the registry has none");
});

test.each([
  ["another version", { ...subject, name: "pkg:npm/%40acme/core@1.2.0" }],
  ["another package", { ...subject, name: "pkg:npm/core@1.3.0" }],
  ["other bytes", { ...subject, sha512: "0".repeat(128) }],
  ["no digest", { ...subject, sha512: undefined }],
])("one of %s is told with both sides", (_, other) => {
  expect(judge([{ predicateType, subjects: [other] }])).toMatch(
    /^its provenance is of pkg:npm\/.*, and the registry serves /u,
  );
});

test("bytes without a SHA-512 have none", () => {
  const none = { predicateType, subjects: [{ ...subject, sha512: "" }] };
  expect(
    judgeProvenance({ name: "@acme/core", version: "1.3.0", integrity: undefined, attestations: [none] }),
  ).toContain("its provenance is of");
});
