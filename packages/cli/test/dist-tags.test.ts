import { expect, test } from "vitest";
import { parseDistTags } from "../src/rollback/dist-tags.ts";

test("what a release recorded is read", () => {
  const tags = { "@acme/core": { latest: "1.3.0", next: "2.0.0-beta.1" }, "@acme/new": {} };
  expect(parseDistTags(JSON.stringify(tags))).toEqual(tags);
  expect(parseDistTags("{}\n")).toEqual({});
});

test.each(["", "[]", "null", '"latest"', '{"a":"1.0.0"}', '{"a":["1.0.0"]}', '{"a":{"latest":1}}', '{"a":null}', "{"])(
  "%j is no such record",
  (text) => expect(parseDistTags(text)).toBeUndefined(),
);
