import assert from "node:assert/strict";
import { smoke } from "./published.mjs";

await smoke("@releaser/core", ({ canonicalJson, parseTrailers, redact, runRules, sha256, tarballName }) => {
  assert.equal(canonicalJson({ b: 1, a: [true, null] }), '{"a":[true,null],"b":1}');
  assert.equal(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  assert.deepEqual(parseTrailers("release v1.4.0\n\nRelease-Train: v1.4.0\n"), [
    { key: "Release-Train", value: "v1.4.0" },
  ]);
  assert.equal(redact("https://user:password@host/x"), "https://***@host/x");
  assert.equal(tarballName("@acme/core", "1.4.0"), "acme-core-1.4.0.tgz");
  assert.deepEqual(runRules([], { workspace: {}, plan: undefined }), []);
});
