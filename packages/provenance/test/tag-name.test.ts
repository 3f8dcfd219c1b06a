import { expect, test } from "vitest";
import { checkTagName } from "../src/index.ts";

test.each([
  "v1.4.0",
  "v2.0.0-rc.1",
  "@s/a@1.4.0",
  "name@1.4.0-next.0",
  "rollback/v1.4.0-1",
  "abandoned/v1.4.0",
  "r-0123456789ab",
  "A_b.c@1.0.0",
])("%s is a tag", (name) => expect(checkTagName(name)).toBeUndefined());

test.each([
  "",
  "-d@1.0.0",
  "--help",
  "$(id)",
  "`id`",
  "v1.0.0\n",
  "v1.0.0 ",
  "v1\u202e0",
  "../v1",
  "v1..2",
  "a//b",
  "a/",
  "/a",
  ".a",
  "a/.b",
  "v1.lock",
  "v1.",
  "v1.0.0+meta",
  "@{-1}",
  "@",
  "v1^{}",
  "a:b",
  "a\\b",
  "v1~1",
  "é",
  `v${"1".repeat(300)}`,
])("%j is none", (name) => expect(checkTagName(name)).toBeTypeOf("string"));
