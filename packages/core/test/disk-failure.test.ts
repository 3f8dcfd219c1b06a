import { expect, test } from "vitest";
import { diskFailure } from "../src/index.ts";
import { toFailure } from "../src/to-failure.ts";

const full = Object.assign(new Error("ENOSPC: no space left on device, write '/a\u001b[31m'"), { code: "ENOSPC" });

test("what the disk refuses is told as the disk's, in the system's words", () => {
  const failure = toFailure(full, { id: "packed:1.0.0" }, 1);
  expect(failure).toMatchObject({
    code: "E_DISK",
    exit: 5,
    retryable: true,
    what: expect.stringContaining("packed:1.0.0"),
  });
  expect(failure.why).toContain("no space left on device");
  expect(failure.why).not.toContain("\u001b");
});

test.each([new TypeError("x"), Object.assign(new Error("gone"), { code: "ENOENT" }), "text"])(
  "%s is none of it",
  (error) => {
    expect(diskFailure(error, "here")).toBeUndefined();
  },
);
